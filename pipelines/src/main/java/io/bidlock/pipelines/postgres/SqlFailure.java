package io.bidlock.pipelines.postgres;

import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What is to be done about an error, by its SQLSTATE (<a
 * href="https://www.postgresql.org/docs/17/errcodes-appendix.html">PostgreSQL 17, appendix A</a>).
 */
enum SqlFailure {
  /** The same again may succeed on this connection: somebody stood in the way. */
  COLLISION,
  /** The same again may succeed, on a new connection: PostgreSQL or the way to it was away. */
  AWAY,
  /** A row is to blame and will be for ever. */
  ROW,
  /** What is to blame is neither time nor a row: a missing table, a wrong password. */
  FATAL;

  static SqlFailure of(SQLException e) {
    String state = state(e);
    return switch (state) {
      // Lock not available, statement timeout.
      case "55P03", "57014" -> COLLISION;
      // A standby that was, or is not yet, a primary.
      case "25006" -> AWAY;
      // Idle in transaction for too long: the session was ended.
      case "25P03" -> AWAY;
      default -> ofClass(state.length() == 5 ? state.substring(0, 2) : "", e);
    };
  }

  private static SqlFailure ofClass(String errorClass, SQLException e) {
    return switch (errorClass) {
      // Serialisation failure, deadlock.
      case "40" -> COLLISION;
      // Connection, resources, intervention of an operator, the system around PostgreSQL.
      case "08", "53", "57", "58" -> AWAY;
      // Data, constraints, a view's check, limits of a program, raised by a trigger.
      case "22", "23", "44", "54", "P0" -> ROW;
      default -> hasCause(e, IOException.class) ? AWAY : FATAL;
    };
  }

  /** The SQLSTATE; empty where there is none. */
  static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  /** What PostgreSQL or its driver said, without a full stop and the values quoted beside. */
  static String reason(SQLException e) {
    if (e instanceof PSQLException said) {
      ServerErrorMessage message = said.getServerErrorMessage();
      if (message != null && message.getMessage() != null) {
        return message.getMessage();
      }
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
