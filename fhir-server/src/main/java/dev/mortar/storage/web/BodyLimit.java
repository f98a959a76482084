package dev.mortar.storage.web;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Inflates request bodies and stops reading at the limit. A few kilobytes of gzip can become
 * gigabytes, so the limit counts what comes out, not what comes in.
 */
final class BodyLimit extends OncePerRequestFilter {
  private final long most;

  BodyLimit(long most) {
    this.most = most;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new Limited(request, most), response);
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long most;
    private final boolean gzip;

    Limited(HttpServletRequest request, long most) {
      super(request);
      this.most = most;
      this.gzip =
          Constants.ENCODING_GZIP.equalsIgnoreCase(
              request.getHeader(Constants.HEADER_CONTENT_ENCODING));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      var raw = super.getInputStream();
      return new LimitedStream(gzip ? new GZIPInputStream(raw) : raw, most);
    }

    /** The body that the servlet sees is inflated already. */
    @Override
    public @Nullable String getHeader(String name) {
      return gzip && name.equalsIgnoreCase(Constants.HEADER_CONTENT_ENCODING)
          ? null
          : super.getHeader(name);
    }
  }

  private static final class LimitedStream extends ServletInputStream {
    private final InputStream in;
    private final long most;
    private long count;
    private boolean finished;

    LimitedStream(InputStream in, long most) {
      this.in = in;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      if (value < 0) {
        return end();
      }
      count(1);
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      if (read < 0) {
        return end();
      }
      count(read);
      return read;
    }

    private int end() {
      finished = true;
      return -1;
    }

    private void count(int read) {
      count += read;
      if (count > most) {
        throw new PayloadTooLargeException(
            "The request body is larger than " + most + " bytes after decompression");
      }
    }

    @Override
    public boolean isFinished() {
      return finished;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("The FHIR servlet reads blocking");
    }
  }
}
