#!/bin/bash
# Asks the server itself whether it is ready; bash can speak TCP, so the image needs no further tool. It speaks no TLS: a server
# with TLS has its health at a port of its own.
exec 3<>"/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${MORTAR_PORT:-8080}}" || exit 1
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r answer <&3
case $answer in *" 200"*) exit 0 ;; *) exit 1 ;; esac
