package pitwall.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The page's files, some 400 KB, read once at deployment and the same on every server: types,
 * compression and revalidation are left to none of them. In place of the server's own servlet for
 * files; it answers whatever has no other address. Nothing but what was found then is ever served,
 * whatever a path looks like, and nothing of {@code WEB-INF}.
 *
 * <p>Thread-safe.
 */
@WebServlet(urlPatterns = "/", loadOnStartup = 1)
public class PageFiles extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private transient Map<String, PageFile> files;

  @Override
  public void init() throws ServletException {
    Map<String, PageFile> found = new HashMap<>();
    try {
      collect(getServletContext(), "/", found);
    } catch (IOException e) {
      throw new ServletException("the page's files cannot be read", e);
    }
    found.put("/", found.get("/index.html"));
    files = Map.copyOf(found);
  }

  private static void collect(ServletContext application, String folder, Map<String, PageFile> into)
      throws IOException {
    for (String path : application.getResourcePaths(folder)) {
      if (path.startsWith("/WEB-INF") || path.startsWith("/META-INF")) {
        continue;
      }
      if (path.endsWith("/")) {
        collect(application, path, into);
        continue;
      }
      try (InputStream file = application.getResourceAsStream(path)) {
        into.put(path, new PageFile(path, file.readAllBytes()));
      }
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PageFile file = files.get(request.getServletPath());
    if (file != null) {
      file.send(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    response.setContentType("text/plain; charset=UTF-8");
    response.getWriter().println("Nothing has this address. Pitwall's home page is at /");
  }
}
