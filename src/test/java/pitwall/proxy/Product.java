package pitwall.proxy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The two proxies as Debian packages them, and what a test's copy of each file has of its own: a
 * name, ports, places, and time-outs that a test can outlast. Everything else is as it is shipped.
 */
enum Product {
  NGINX("/usr/sbin/nginx", "nginx/pitwall.conf") {
    @Override
    Map<String, String> replacements(Site site) {
      return Map.of(
          "relay\\.example",
          "localhost",
          "listen 80;",
          "listen 127.0.0.1:" + site.httpPort() + ';',
          "listen 443 ",
          "listen 127.0.0.1:" + site.httpsPort() + ' ',
          "listen \\[::].*",
          "",
          "127\\.0\\.0\\.1:8080",
          "127.0.0.1:" + site.relayPort(),
          "/etc/\\S+/fullchain\\.pem",
          site.certificate().chain().toString(),
          "/etc/\\S+/privkey\\.pem",
          site.certificate().key().toString(),
          "/var/log/nginx",
          site.folder().toString(),
          "(proxy_(read|send)_timeout) 90s",
          "$1 " + Site.TIME_OUT);
    }

    /** What surrounds {@code conf.d} on Debian, so far as it matters here. */
    @Override
    String surroundings(Site site) {
      String folder = site.folder().toString();
      return """
      user %s;
      daemon off;
      pid %s/pid;
      error_log %s/main.log;
      events { worker_connections 4096; }
      http {
        access_log %s/elsewhere.log;
        client_body_temp_path %s/body;
        proxy_temp_path %s/answers;
        fastcgi_temp_path %s/none;
        uwsgi_temp_path %s/none;
        scgi_temp_path %s/none;
        include %s/pitwall.conf;
      }
      """
          .replaceFirst("%s", System.getProperty("user.name"))
          .replace("%s", folder);
    }

    @Override
    List<String> arguments(Site site) {
      return List.of("-p", site.folder().toString(), "-c", site.folder() + "/surroundings");
    }

    @Override
    List<String> reload(Site site) {
      return Stream.concat(arguments(site).stream(), Stream.of("-s", "reload")).toList();
    }

    @Override
    String linksBegin(Site site) {
      return "https://localhost";
    }
  },

  CADDY("/usr/bin/caddy", "caddy/Caddyfile") {
    @Override
    Map<String, String> replacements(Site site) {
      String ports =
          "default_bind 127.0.0.1\nhttp_port %d\nhttps_port %d\nadmin 127.0.0.1:%d"
              .formatted(site.httpPort(), site.httpsPort(), site.adminPort());
      return Map.of(
          "(?m)^relay\\.example",
          "localhost",
          "(?m)^\\{$",
          "{\n" + ports,
          "# tls .*",
          "tls %s %s".formatted(site.certificate().chain(), site.certificate().key()),
          "127\\.0\\.0\\.1:8080",
          "127.0.0.1:" + site.relayPort(),
          "/var/log/caddy",
          site.folder().toString(),
          "read_body 60s",
          "read_body " + Site.TIME_OUT);
    }

    @Override
    String surroundings(Site site) {
      return "";
    }

    @Override
    List<String> arguments(Site site) {
      return List.of("run", "--config", site.folder() + "/Caddyfile");
    }

    @Override
    List<String> reload(Site site) {
      String address = "127.0.0.1:" + site.adminPort();
      return List.of("reload", "--config", site.folder() + "/Caddyfile", "--address", address);
    }

    @Override
    String linksBegin(Site site) {
      return site.https("").toString();
    }
  };

  private final Path program;
  private final Path file;

  Product(String program, String file) {
    this.program = Path.of(program);
    this.file = Path.of("server-config", file.split("/"));
  }

  Path program() {
    return program;
  }

  /** The file that is shipped. */
  Path file() {
    return file;
  }

  boolean isInstalled() {
    return Files.isExecutable(program);
  }

  /** Patterns and what stands in their place in a test's copy; each must be found. */
  abstract Map<String, String> replacements(Site site);

  /** The text of a file around the one that is tested. */
  abstract String surroundings(Site site);

  /** How it is started so that it stays in the foreground. */
  abstract List<String> arguments(Site site);

  /** What makes it read its files again. */
  abstract List<String> reload(Site site);

  /** Where links to the dashboard lead. */
  abstract String linksBegin(Site site);
}
