#!/usr/bin/env bash
# kubernetes.sh FOLDER: a Kubernetes of one node on loopback, whose pods run local images in the Docker engine that is there.
# Says "ready" when it is, keeps its files in FOLDER (its kubeconfig among them), and ends, with all that it started, when its
# standard input does. Its programs are those that kubernetes-build.sh made.
set -euo pipefail
run=$1
bin=${ROLLBACKOPS_TEST_KUBERNETES_BIN:-$ROLLBACKOPS_TEST_ENVIRONMENT/kubernetes}
# A node can't be on loopback: it is where its containers reach it.
bridge=$(docker network inspect bridge --format '{{index .Options "com.docker.network.bridge.name"}}')
node=$(busybox ip -4 addr show dev "$bridge" | awk '$1 == "inet" { sub("/.*", "", $2); print $2; exit }')
[ -n "$node" ] || { echo "the bridge $bridge has no address" >&2; exit 1; }
rm -rf "$run"
mkdir -p "$run"/{log,plugins}
cd "$run"

openssl genrsa -out sa.key 2048 2>/dev/null
openssl rsa -in sa.key -pubout -out sa.pub 2>/dev/null
token=$(openssl rand -hex 16)
echo "$token,admin,admin,system:masters" >tokens.csv
cat >kubeconfig <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://127.0.0.1:16443", insecure-skip-tls-verify: true}}]
users: [{name: admin, user: {token: $token}}, {name: expired, user: {token: expired}}]
contexts:
- {name: test, context: {cluster: test, user: admin, namespace: default}}
- {name: expired, context: {cluster: test, user: expired}}
current-context: test
CONFIG
chmod 600 kubeconfig tokens.csv sa.key
cat >kubelet.yaml <<CONFIG
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: 16250
readOnlyPort: 0
healthzPort: 16248
healthzBindAddress: 127.0.0.1
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failSwapOn: false
authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
authorization: {mode: AlwaysAllow}
evictionHard: {nodefs.available: "1%", imagefs.available: "1%", memory.available: "50Mi"}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
featureGates: {DevicePlugins: false}
nodeStatusUpdateFrequency: 2s
syncFrequency: 1s
CONFIG

pids=()
start() { # start NAME COMMAND…: it ends with us, however we end
  local name=$1
  shift
  setpriv --pdeathsig KILL "$@" >"$name.log" 2>&1 </dev/null &
  pids+=($!)
}

end() {
  local pid i
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill -KILL "${pids[i]}" || true; done 2>/dev/null
  wait 2>/dev/null || true
  docker ps -aq --filter name=^/k8s_ | xargs -r docker rm -fv >/dev/null 2>&1 || true
  awk -v root="$run/" 'index($2, root) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r -n 1 umount -l 2>/dev/null || true
  rm -rf "$run"
}
trap end EXIT
trap 'exit 143' INT TERM

answers() { # answers TRIES COMMAND…: asks until it succeeds
  local tries=$1
  shift
  for ((; tries > 0; tries--)); do
    ! "$@" >/dev/null 2>&1 || return 0
    sleep 0.2
  done
  echo "does not answer: $*" >&2
  tail -n 5 ./*.log >&2
  return 1
}

printf 'FROM rollbackops-test/busybox:1\nCMD ["sh", "-c", "trap \\"exit 0\\" TERM INT; while :; do sleep 60 & wait $!; done"]\n' |
  DOCKER_BUILDKIT=0 docker build -q -t rollbackops-test/pause:1 - >image.log 2>&1 || { cat image.log >&2; exit 1; }
[ -z "${MADE_IMAGES:-}" ] || echo rollbackops-test/pause:1 >>"$MADE_IMAGES"

start etcd etcd --data-dir "$run/etcd" --listen-client-urls http://127.0.0.1:12379 --advertise-client-urls http://127.0.0.1:12379 \
  --listen-peer-urls http://127.0.0.1:12380 --initial-advertise-peer-urls http://127.0.0.1:12380 --initial-cluster default=http://127.0.0.1:12380 --unsafe-no-fsync
start apiserver "$bin/kube-apiserver" --etcd-servers=http://127.0.0.1:12379 --bind-address=127.0.0.1 --advertise-address=127.0.0.1 --secure-port=16443 --insecure-port=0 \
  --cert-dir=certs --token-auth-file=tokens.csv --authorization-mode=RBAC --service-account-issuer=https://kubernetes.default.svc --service-account-key-file=sa.pub \
  --service-account-signing-key-file=sa.key --service-cluster-ip-range=10.96.0.0/16 --disable-admission-plugins=ServiceAccount --endpoint-reconciler-type=none --allow-privileged=true
cluster() { kubectl --kubeconfig kubeconfig --request-timeout=5s "$@"; }
answers 300 cluster get --raw /readyz
start controllers "$bin/kube-controller-manager" --kubeconfig=kubeconfig --authentication-kubeconfig=kubeconfig --authorization-kubeconfig=kubeconfig --bind-address=127.0.0.1 \
  --port=0 --secure-port=16257 --leader-elect=false --flex-volume-plugin-dir="$run/plugins" --service-account-private-key-file=sa.key
start scheduler "$bin/kube-scheduler" --kubeconfig=kubeconfig --authentication-kubeconfig=kubeconfig --authorization-kubeconfig=kubeconfig --leader-elect=false \
  --bind-address=127.0.0.1 --secure-port=16259 --port=0
# The kubelet's logs of pods have a fixed place, which is a folder of ours to it.
start kubelet unshare --mount sh -c "mount --bind '$run/log' /var/log && exec \"\$@\"" sh "$bin/kubelet" --config=kubelet.yaml --kubeconfig=kubeconfig --root-dir="$run/kubelet" --cert-dir="$run/kubelet/pki" --hostname-override=localhost --node-ip="$node" \
  --experimental-dockershim-root-directory="$run/dockershim" --volume-plugin-dir="$run/plugins" --container-runtime=docker --pod-infra-container-image=rollbackops-test/pause:1 --runtime-cgroups=/ --kubelet-cgroups=/
answers 300 cluster wait --for=condition=Ready --timeout=1s node/localhost
cluster taint nodes --all node.kubernetes.io/not-ready- >/dev/null 2>&1 || true
echo ready
cat >/dev/null
