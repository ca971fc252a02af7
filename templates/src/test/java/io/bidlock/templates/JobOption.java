package io.bidlock.templates;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.Validation;

/**
 * An option of a job, as its interface has it.
 *
 * @param type of its value
 * @param defaultValue as one would write it; empty for one that must be given, or is made at
 *     submission
 */
record JobOption(
    String name,
    Class<?> type,
    String description,
    boolean required,
    Optional<String> defaultValue) {
  private static final Set<String> MADE_AT_SUBMISSION = Set.of("epoch");

  /** Those that an interface and its parents of BidLock's declare, by name. */
  static List<JobOption> of(Class<? extends PipelineOptions> type) {
    PipelineOptions defaults = PipelineOptionsFactory.create().as(type);
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass().getName().startsWith("io.bidlock."))
        .filter(method -> method.getParameterCount() == 0)
        .map(getter -> of(getter, defaults))
        .sorted(Comparator.comparing(JobOption::name))
        .toList();
  }

  private static JobOption of(Method getter, PipelineOptions defaults) {
    String name = Introspector.decapitalize(getter.getName().replaceFirst("^(get|is)", ""));
    boolean hasDefault =
        Arrays.stream(getter.getAnnotations())
            .anyMatch(one -> one.annotationType().getEnclosingClass() == Default.class);
    return new JobOption(
        name,
        getter.getReturnType(),
        getter.getAnnotation(Description.class).value(),
        getter.isAnnotationPresent(Validation.Required.class),
        hasDefault && !MADE_AT_SUBMISSION.contains(name)
            ? Optional.of(value(getter, defaults))
            : Optional.empty());
  }

  private static String value(Method getter, PipelineOptions defaults) {
    try {
      return getter.invoke(defaults).toString();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(getter + " has no default", e);
    }
  }
}
