package pitwall.container;

import jakarta.servlet.ServletContext;
import java.util.Set;

/**
 * The application's own classes, loaded while they are there.
 *
 * <p>Payara Micro without a root directory deletes what it has unpacked as soon as it is told to
 * stop, while it still stops: whatever class is needed for the first time then, to close a
 * connection that is busy, say, is not found (seen with 6.2025.10). {@code SwitchedOffIT} would
 * notice.
 */
public final class OwnClasses {
  private static final String ROOT = "/WEB-INF/classes/";
  private static final String SUFFIX = ".class";

  private OwnClasses() {}

  /** Loads them all, which takes a moment, and initializes none. Those that cannot be are left. */
  public static void load(ServletContext application) {
    load(application, ROOT + "pitwall/");
  }

  private static void load(ServletContext application, String folder) {
    Set<String> paths = application.getResourcePaths(folder);
    if (paths == null) { // packed
      return;
    }
    for (String path : paths) {
      if (path.endsWith("/")) {
        load(application, path);
      } else if (path.endsWith(SUFFIX)) {
        String name = path.substring(ROOT.length(), path.length() - SUFFIX.length());
        load(name.replace('/', '.'), application.getClassLoader());
      }
    }
  }

  private static void load(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // It is for another server.
    }
  }
}
