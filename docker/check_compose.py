"""Checks what no schema knows of the compose file. Usage: check_compose.py FILE [SALUS_NODE [POLKADOT]]"""
import re
import subprocess
import sys

from ruamel.yaml import YAML

path, programs = sys.argv[1], sys.argv[2:]
with open(path, encoding="utf-8") as file:
    services = YAML(typ="safe").load(file)["services"]

problems = []
for name, service in services.items():
    def want(condition, what):
        if not condition:
            problems.append(f"{name}: {what}")

    want(service.get("read_only") is True, "the root file system can be written")
    want("user" in service and not str(service["user"]).startswith("0"), "runs as root")
    want(service.get("cap_drop") == ["ALL"], "keeps capabilities")
    want("no-new-privileges:true" in service.get("security_opt", []), "may gain privileges")
    want("mem_limit" in service and "pids_limit" in service, "has no limits")
    want(not service.get("privileged"), "is privileged")
    want("logging" in service, "its log grows without bound")
    # An image of others is pinned by a version; ours is built from this checkout.
    image = re.sub(r"^\$\{[A-Z_]+:-(.*)\}$", r"\1", service["image"])
    want("build" in service or re.search(r":v?[a-z]*\d[\w.-]*$|@sha256:[0-9a-f]{64}$", image), f"image {image} is not pinned")
    for port in service.get("ports", []):
        want(str(port).startswith("127.0.0.1:"), f"port {port} is open to the world")
    command = [str(word) for word in service.get("command", [])]
    want("--rpc-external" not in command and "unsafe" not in command, "offers RPC to others")

    # The programs refuse what they do not know before they show their help.
    program = None
    if "salus-node" in image and len(programs) > 0:
        program = programs[0]
    elif "polkadot" in image and len(programs) > 1:
        program = programs[1]
    if program and command:
        sides = command.index("--") if "--" in command else len(command)
        tried = subprocess.run([program, *command[:sides], "--help"], capture_output=True, text=True, check=False)
        want(tried.returncode == 0, f"{tried.stderr.strip()}")

print("\n".join(problems))
sys.exit(1 if problems else 0)
