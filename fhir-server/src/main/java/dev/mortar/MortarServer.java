package dev.mortar;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The whole of Mortar in one process. */
@SpringBootApplication
public class MortarServer {
  public static void main(String[] args) {
    SpringApplication.run(MortarServer.class, args);
  }
}
