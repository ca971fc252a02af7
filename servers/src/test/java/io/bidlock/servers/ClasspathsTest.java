package io.bidlock.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClasspathsTest {

  @TempDir Path temporary;
  private Path home;
  private Path deepInside;

  @BeforeEach
  void makeHome() throws IOException {
    home = temporary.resolve("bidlock");
    deepInside = Files.createDirectories(home.resolve("pipelines/target/classes"));
    Files.createDirectories(home.resolve("servers"));
    Files.createFile(home.resolve("pom.xml"));
  }

  @Test
  void theHomeIsFoundAboveTheWorkingDirectory() {
    assertThat(Classpaths.find(new Properties(), Map.of(), deepInside).home()).isEqualTo(home);
  }

  @Test
  void theSystemPropertyGoesBeforeTheEnvironmentAndBothBeforeTheWorkingDirectory() {
    Properties property = new Properties();
    property.setProperty("bidlock.home", home.toString());
    Map<String, String> elsewhere = Map.of("BIDLOCK_HOME", temporary.toString());
    assertThat(Classpaths.find(property, elsewhere, temporary).home()).isEqualTo(home);
    Map<String, String> here = Map.of("BIDLOCK_HOME", home.toString());
    assertThat(Classpaths.find(new Properties(), here, temporary).home()).isEqualTo(home);
    assertThatIllegalStateException()
        .isThrownBy(() -> Classpaths.find(new Properties(), elsewhere, deepInside))
        .withMessageContaining(temporary.toString());
  }

  @Test
  void withoutAHomeTheMessageSaysHowToNameIt() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Classpaths.find(new Properties(), Map.of(), temporary))
        .withMessageContaining("bidlock.home")
        .withMessageContaining("BIDLOCK_HOME");
  }

  @Test
  void aModulesClassPathIsItsClassesAndThenItsDependencies() throws IOException {
    Path jar = Files.createFile(temporary.resolve("library.jar"));
    Files.writeString(home.resolve("pipelines/target/classpath.txt"), jar + "\n");
    assertThat(new Classpaths(home).of("pipelines"))
        .isEqualTo(deepInside + File.pathSeparator + jar);
    Files.writeString(home.resolve("pipelines/target/classpath.txt"), "");
    assertThat(new Classpaths(home).of("pipelines")).isEqualTo(deepInside.toString());
  }

  @Test
  void whatIsNotBuiltIsReportedWithWhatToDo() throws IOException {
    Classpaths classpaths = new Classpaths(home);
    for (String module : new String[] {"pipelines", "launcher"}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> classpaths.of(module))
          .withMessageContaining("module " + module)
          .withMessageContaining("is not built")
          .withMessageContaining("Run ./bidlock or `mvn -DskipTests package`");
    }
    Files.writeString(home.resolve("pipelines/target/classpath.txt"), "/nowhere/library.jar");
    assertThatIllegalStateException()
        .isThrownBy(() -> classpaths.of("pipelines"))
        .withMessageContaining("/nowhere/library.jar")
        .withMessageContaining("Run ./bidlock");
  }
}
