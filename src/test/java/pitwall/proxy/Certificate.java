package pitwall.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} that nobody but this JVM trusts, made by the JDK's keytool.
 *
 * @param chain the certificate, PEM
 * @param key its private key, PEM
 */
record Certificate(Path chain, Path key) {
  private static final String ALIAS = "relay";
  private static final String PASSWORD = "not-a-secret";

  /** Makes one, and has every TLS client of this JVM that is made from now on trust it alone. */
  static Certificate madeIn(Path folder) throws Exception {
    Path store = folder.resolve("certificate.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String[] command =
        ("-genkeypair -alias " + ALIAS + " -keyalg EC -groupname secp256r1 -dname CN=localhost")
            .concat(" -ext san=dns:localhost -storetype PKCS12 -storepass " + PASSWORD)
            .concat(" -keystore " + store)
            .split(" ");
    ProxyProcess.run(folder, keytool, command);

    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    java.security.cert.Certificate certificate = keys.getCertificate(ALIAS);
    trust(certificate);
    byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
    return new Certificate(
        pem(folder.resolve("chain.pem"), "CERTIFICATE", certificate.getEncoded()),
        pem(folder.resolve("key.pem"), "PRIVATE KEY", key));
  }

  private static void trust(java.security.cert.Certificate certificate)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  private static Path pem(Path file, String what, byte[] der) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, lines, what));
  }
}
