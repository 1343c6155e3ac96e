namespace RollbackOps.Engine.Tests.Compose;

/// <summary>What Docker 20.10 and Compose 2.26 really printed for a small project.</summary>
public static class Samples
{
    public const string Inspect = """
        [
          {
            "Id": "18b6544693b20ad3e94d109fa47bf0d08038827dbe759064377eace4368ea7a2",
            "Name": "/shop-backend-1",
            "Created": "2026-11-22T01:10:07.783185624Z",
            "RestartCount": 0,
            "Image": "sha256:2f3b4ee3f3999f35f800737db725b798198e322103c379620b149107c096e7d2",
            "State": {
              "Status": "running",
              "Running": true,
              "Paused": false,
              "Restarting": false,
              "OOMKilled": false,
              "Dead": false,
              "Pid": 15834,
              "ExitCode": 0,
              "Error": "",
              "StartedAt": "2026-11-22T01:10:08.215409807Z",
              "FinishedAt": "0001-01-01T00:00:00Z",
              "Health": {
                "Status": "starting",
                "FailingStreak": 0,
                "Log": []
              }
            },
            "Mounts": [
              {
                "Type": "volume",
                "Name": "shop_data",
                "Source": "/var/lib/docker/volumes/shop_data/_data",
                "Destination": "/data",
                "Driver": "local",
                "Mode": "z",
                "RW": true,
                "Propagation": ""
              },
              {
                "Type": "bind",
                "Source": "/srv/shop/nginx.conf",
                "Destination": "/etc/nginx.conf",
                "Mode": "ro",
                "RW": false,
                "Propagation": "rprivate"
              }
            ],
            "Config": {
              "Hostname": "18b6544693b2",
              "Env": [
                "X=a$b",
                "SECRET=hunter22",
                "PATH=/usr/lib/postgresql/15/bin:/usr/share/dotnet:/usr/sbin:/usr/bin:/sbin:/bin"
              ],
              "Cmd": [
                "httpd",
                "-f",
                "-p",
                "80"
              ],
              "Image": "shop-backend",
              "Labels": {
                "com.docker.compose.config-hash": "da9eb8495853dc55bd71a813d1503eb27e8db48c9b117973d8788947358b62e8",
                "com.docker.compose.container-number": "1",
                "com.docker.compose.depends_on": "db:service_started:false",
                "com.docker.compose.image": "sha256:2f3b4ee3f3999f35f800737db725b798198e322103c379620b149107c096e7d2",
                "com.docker.compose.oneoff": "False",
                "com.docker.compose.project": "shop",
                "com.docker.compose.project.config_files": "/srv/shop/docker-compose.yml",
                "com.docker.compose.project.working_dir": "/srv/shop",
                "com.docker.compose.service": "backend",
                "com.docker.compose.version": "2.26.1"
              }
            },
            "NetworkSettings": {
              "Networks": {
                "shop_default": {
                  "IPAMConfig": null,
                  "Links": null,
                  "Aliases": [
                    "shop-backend-1",
                    "backend",
                    "18b6544693b2"
                  ],
                  "NetworkID": "ad73a7f0487e3549aa815d00c720ca482a436d58a16279e9767221cd7b91051b",
                  "EndpointID": "3e90584103cbc9167d0b643a72aba259f0151cd02191e59f4e23da208789def6",
                  "Gateway": "172.18.0.1",
                  "IPAddress": "172.18.0.3",
                  "IPPrefixLen": 16,
                  "IPv6Gateway": "",
                  "GlobalIPv6Address": "",
                  "GlobalIPv6PrefixLen": 0,
                  "MacAddress": "02:42:ac:12:00:03",
                  "DriverOpts": null
                }
              }
            }
          }
        ]
        """;

    public const string Config = """
        {
          "name": "shop",
          "networks": { "default": { "name": "shop_default", "ipam": {} } },
          "services": {
            "backend": {
              "build": { "context": "/srv/shop/backend", "dockerfile": "Dockerfile", "additional_contexts": { "shared": "/srv/shop/shared" } },
              "command": null,
              "depends_on": { "db": { "condition": "service_healthy", "required": true } },
              "entrypoint": null,
              "environment": { "SECRET": "hunter22", "X": "a$$b" },
              "networks": { "default": null }
            },
            "cache": {
              "image": "redis:7",
              "volumes": [ { "type": "volume", "target": "/data", "volume": {} } ]
            },
            "db": {
              "command": [ "sleep", "1000000" ],
              "image": "postgres:15",
              "networks": { "default": null },
              "volumes": [ { "type": "volume", "source": "data", "target": "/data", "volume": {} } ]
            },
            "migrate": {
              "image": "shop-backend",
              "depends_on": { "db": { "condition": "service_started", "required": true } }
            },
            "web": {
              "deploy": { "replicas": 2 },
              "depends_on": { "backend": { "condition": "service_started", "required": true } },
              "image": "nginx:1",
              "ports": [ { "mode": "ingress", "host_ip": "127.0.0.1", "target": 80, "published": "38080", "protocol": "tcp" } ],
              "volumes": [ { "type": "bind", "source": "/srv/shop/nginx.conf", "target": "/etc/nginx.conf", "read_only": true, "bind": { "create_host_path": true } } ],
              "configs": [ { "source": "site", "target": "/site" } ]
            }
          },
          "configs": { "site": { "name": "shop_site", "file": "/srv/shop/site.conf" } },
          "volumes": { "data": { "name": "shop_data" } }
        }
        """;

    public const string RawConfig = """
        {
          "services": {
            "backend": {
              "env_file": [ { "path": "/srv/shop/b.env", "required": true } ],
              "environment": { "SECRET": "${SECRET:-none}", "X": "a$$b" }
            }
          }
        }
        """;

    public const string FirstConfig = """
        services:
          backend:
            build: {context: /srv/shop/backend}
            depends_on: [db]
            environment: {SECRET: hunter22}
          db:
            image: postgres:15
            volumes:
            - data:/data:rw
          web:
            image: nginx:1
            ports:
            - 127.0.0.1:8080:80/tcp
            volumes:
            - /srv/shop/nginx.conf:/etc/nginx.conf:ro
        version: '3.8'
        volumes: {data: {}}
        """;

    public const string DryUp = """
         DRY-RUN MODE -  Container shop-db-1  Running
         DRY-RUN MODE -  Container shop-backend-1  Recreate
         DRY-RUN MODE -  Container shop-backend-1  Recreated
         DRY-RUN MODE -  Container shop-web-1  Created
         DRY-RUN MODE -  Container 0e638b3d5cde_shop-backend-1  Starting
         DRY-RUN MODE -  Container 0e638b3d5cde_shop-backend-1  Started
         DRY-RUN MODE -  Container shop-web-1  Starting
        """;
}
