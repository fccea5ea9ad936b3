package io.tidemark.fs.hadoop;

import io.tidemark.spi.StorageException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Says what an error of Hadoop's means for the caller. Some of its errors are of classes that only
 * the namenode's side has, or come with nothing but such a class's name, so they are told by it.
 */
final class HadoopErrors {

  private static final int MAX_CAUSES = 16;

  private static final Map<String, String> REMEDIES =
      Map.of(
          "SafeModeException",
          "the namenode is in safe mode and takes no changes: wait, or ask its operator to end it",
          "NSQuotaExceededException",
          "the folder's quota of names is used up: delete old snapshots, or raise it",
          "DSQuotaExceededException",
          "the folder's quota of space is used up: delete old snapshots, or raise it",
          "QuotaByStorageTypeExceededException",
          "the folder's quota of a kind of space is used up: delete old snapshots, or raise it",
          "SaslException",
          "the namenode does not believe who this process is: renew its Kerberos ticket",
          "AuthenticationException",
          "the namenode does not believe who this process is: renew its Kerberos ticket");

  /** How the client of a secured cluster says that its user has no ticket. */
  private static final String NO_TICKET = "Client cannot authenticate via";

  private static final Set<String> FOR_GOOD =
      Set.of(
          "NSQuotaExceededException",
          "DSQuotaExceededException",
          "QuotaByStorageTypeExceededException",
          "SaslException",
          "AuthenticationException");

  private final URI root;

  HadoopErrors(URI root) {
    this.root = root;
  }

  /**
   * The error of a failed attempt.
   *
   * @param attempt what was attempted, as in "Cannot …"
   */
  StorageException of(String attempt, Exception e) {
    return new StorageException(
        "Cannot " + attempt + " under " + root + ": " + reason(e), retryable(e), e);
  }

  private static String reason(Throwable e) {
    Optional<String> remedy = known(e).map(REMEDIES::get);
    if (remedy.isPresent()) {
      return remedy.get() + " (" + firstLine(e) + ")";
    }
    if (firstLine(e).contains(NO_TICKET)) {
      return "the namenode wants a Kerberos ticket, which this process does not have: get one with"
          + " kinit, or log in with a keytab ("
          + firstLine(e)
          + ")";
    }
    if (has(e, AccessControlException.class)) {
      return "no permission for the user of this process; give it, or name another root ("
          + firstLine(e)
          + ")";
    }
    if (has(e, ConnectException.class)
        || has(e, NoRouteToHostException.class)
        || has(e, EOFException.class)) {
      return "the namenode does not answer: is it running, and is the address that of its RPC port?"
          + " ("
          + firstLine(e)
          + ")";
    }
    if (has(e, UnknownHostException.class)) {
      return "there is no such host, nor a name service of that name in Hadoop's configuration: see"
          + " HADOOP_CONF_DIR ("
          + firstLine(e)
          + ")";
    }
    if (has(e, InterruptedIOException.class) || has(e, ClosedByInterruptException.class)) {
      return "the thread was interrupted, or the time was over (" + firstLine(e) + ")";
    }
    return firstLine(e);
  }

  /** What nobody knows to be there for good may pass: a namenode that fails over, say. */
  private static boolean retryable(Throwable e) {
    return !(has(e, AccessControlException.class)
        || has(e, UnknownHostException.class)
        || has(e, FileNotFoundException.class)
        || has(e, ParentNotDirectoryException.class)
        || has(e, FileAlreadyExistsException.class)
        || has(e, FolderInTheWayException.class)
        || has(e, ClosedByInterruptException.class)
        || Thread.currentThread().isInterrupted()
        || known(e).filter(FOR_GOOD::contains).isPresent());
  }

  /** Hadoop's messages go on with the stack of the other side. */
  private static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.toString()
        : message.strip().lines().findFirst().orElse("");
  }

  private static Optional<String> known(Throwable e) {
    Throwable cause = e;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      String name =
          cause instanceof RemoteException remote
              ? remote.getClassName()
              : cause.getClass().getName();
      String simple = name.substring(name.lastIndexOf('.') + 1);
      if (REMEDIES.containsKey(simple)) {
        return Optional.of(simple);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static boolean has(Throwable e, Class<? extends IOException> type) {
    Throwable cause = e;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (type.isInstance(cause)
          || (cause instanceof RemoteException remote
              && type.getName().equals(remote.getClassName()))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
