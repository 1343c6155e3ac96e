FROM rollbackops-test/postgres:15 AS postgres
FROM rollbackops-test/busybox:1
COPY --from=postgres /usr/lib/ /usr/lib/
COPY --from=postgres /usr/lib64/ /usr/lib64/
