package pitwall.container;

import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.Set;

/**
 * The application's own classes, loaded while they are there.
 *
 * <p>Payara Micro without {@code --rootdir} unpacks the application into a temporary folder, which
 * it deletes as soon as it is told to stop, while it still stops: whatever class is needed for the
 * first time then, to close a connection that is busy, say, is not found (seen with 6.2025.10;
 * {@code SwitchedOffIT} notices when this is missing).
 *
 * <p>Thread-safe.
 */
public final class OwnClasses {
  private static final String ROOT = "/WEB-INF/classes/";
  private static final String SUFFIX = ".class";
  private static final String BORROWED = "payaramicro-"; // how such a folder's name begins

  private OwnClasses() {}

  /**
   * Loads them all, if they will vanish, which takes a tenth of a second, and initializes none.
   * Those for other servers are left.
   */
  public static void load(ServletContext application) {
    Path folder = Path.of(System.getProperty("com.sun.aas.instanceRoot", "")).getFileName();
    if (folder != null && folder.toString().startsWith(BORROWED)) {
      load(application, ROOT + "pitwall/");
    }
  }

  private static void load(ServletContext application, String folder) {
    Set<String> paths = application.getResourcePaths(folder);
    for (String path : paths == null ? Set.<String>of() : paths) {
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
      // It is for another server. (WildFly, where nothing vanishes, would log each with its stack.)
    }
  }
}
