"""Makes everything else in this folder from `proto/` and `openapi/`; nothing beside this file is written by hand.

    python generated/regenerate.py              write
    python generated/regenerate.py --check      write nothing; exit 1 and name what is missing, stale or left over
    python generated/regenerate.py --out DIR    write somewhere else
    python generated/regenerate.py --breaking REV
                                                write nothing; exit 1 when `proto/` breaks clients of that revision's

`proto/` goes through protoc (messages, type stubs, and services where a file has some). Each OpenAPI document is
bundled into one self-contained JSON file: its parts (`openapi/<document>/*.yaml`) are put together, the resources
it names get the operations of `openapi/resource.yaml`, and what it refers to in the shared files is copied into it.
The imported `google/api` files come from the installed googleapis-common-protos distribution by way of
`.build/proto`, where buf looks for them too; nothing is fetched.
"""

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import yaml
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parents[1]
PROTO = ROOT / "proto"
OPENAPI = ROOT / "openapi"
IMPORTS = ROOT / ".build" / "proto"
GENERATED = ROOT / "generated"
BUF = str(Path(sys.executable).parent / "buf")
PACKAGE = Path("tmf/sla/v1")
DOCUMENTS = ("slaManagement-v2", "slaManagement-v4", "customerQosManagement-v1")
SHARED = ("components.yaml", "zones.yaml")
"""Parts the documents refer to; they refer to each other, too, never to a document."""
VERBS = {"list": "get", "create": "post", "retrieve": "get", "update": "put", "patch": "patch", "delete": "delete"}
"""HTTP verb of each operation of `resource.yaml`."""
FILTERS = {"integer": "FilterNumber", "number": "FilterNumber", "boolean": "FilterBoolean"}
"""What an attribute's values are compared with in a query, by its type; text by text."""


def main(arguments: list[str] | None = None) -> int:
    """Carry out the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Make generated/ from proto/ and openapi/.")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when something is not current")
    parser.add_argument("--out", type=Path, default=GENERATED, help="folder to write to")
    parser.add_argument("--breaking", metavar="REV", help="compare proto/ with that git revision's instead")
    options = parser.parse_args(arguments)
    if options.breaking:
        return breaking(options.breaking)
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        regenerate(made)
        found = sorted(differences(made, options.out))
        for path in found:
            if options.check:
                print(f"not current: {path}", file=sys.stderr)
            else:
                replace(made / path, options.out / path)
    return 1 if options.check and found else 0


def replace(made: Path, current: Path) -> None:
    """Give `current` the content of `made`, or remove it when there is no such file any more."""
    if made.exists():
        current.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, current)
    else:
        current.unlink()


def regenerate(out: Path) -> None:
    """Make the package `tmf.sla.v1` below `out`, an empty folder."""
    package = out / PACKAGE
    package.mkdir(parents=True)
    stage_imports()
    compile_protos(out)
    (package / "py.typed").touch()
    for name in DOCUMENTS:
        text = json.dumps(bundled(OPENAPI / f"{name}.yaml"), indent=1, ensure_ascii=False)
        (package / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def differences(expected: Path, found: Path) -> Iterator[str]:
    """Files of the package that are not the same in both folders, or only in one; caches do not count."""
    names = {path.relative_to(base) for base in (expected, found) for path in (base / PACKAGE).rglob("*")}
    for name in names:
        pair = (expected / name, found / name)
        if "__pycache__" in name.parts or any(path.is_dir() for path in pair):
            continue
        if not all(path.is_file() for path in pair) or pair[0].read_bytes() != pair[1].read_bytes():
            yield str(name)


def stage_imports() -> None:
    """Copy the `.proto` files ours import, and those they import, out of the installed distribution."""
    installed = distribution("googleapis-common-protos")
    waiting = [name for path in sorted(PROTO.rglob("*.proto")) for name in imports_of(path)]
    while waiting:
        name = waiting.pop()
        target = IMPORTS / name
        if name.startswith("google/protobuf/") or (PROTO / name).exists():
            continue
        source = Path(str(installed.locate_file(name)))
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            whole = target.with_suffix(f".{os.getpid()}")  # readers at the same time see all of it or nothing
            whole.write_bytes(source.read_bytes())
            whole.replace(target)
        waiting += imports_of(source)


def imports_of(path: Path) -> list[str]:
    """Names of the files a `.proto` file imports."""
    return re.findall(r'^import (?:public )?"([^"]+)";', path.read_text(encoding="utf-8"), re.MULTILINE)


def compile_protos(out: Path) -> None:
    """Run protoc: messages and stubs of every file, services of those that have some."""
    protos = sorted(PROTO.rglob("*.proto"))
    services = [path for path in protos if re.search(r"^service ", path.read_text(encoding="utf-8"), re.MULTILINE)]
    run_protoc([f"--python_out={out}", f"--pyi_out={out}"], protos)
    run_protoc([f"--grpc_python_out={out}"], services)


def run_protoc(outputs: list[str], protos: list[Path]) -> None:
    """Run protoc once; SystemExit when it refuses."""
    standard = files("grpc_tools") / "_proto"
    command = ["protoc", f"-I{PROTO}", f"-I{IMPORTS}", f"-I{standard}", *outputs, *map(str, protos)]
    if code := protoc.main(command):
        raise SystemExit(code)


def breaking(revision: str) -> int:
    """Let buf compare `proto/` with the one of a git revision, image with image; returns the exit code.

    A revision that is not there (a shallow clone, a first commit) or has no `proto/` has no clients to break.
    """
    archive = _run("git", "archive", "--format=tar", revision, "proto")
    if archive.returncode:
        print(f"nothing to compare with: {archive.stderr.decode().strip()}", file=sys.stderr)
        return 0
    stage_imports()
    with tempfile.TemporaryDirectory() as scratch:
        before = Path(scratch) / "before"
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(before, filter="data")
        shutil.copytree(IMPORTS, before / IMPORTS.relative_to(ROOT))
        shutil.copy(ROOT / "buf.yaml", before)
        images = {folder: str(Path(scratch) / f"{name}.binpb") for name, folder in (("old", before), ("new", ROOT))}
        for folder, image in images.items():
            built = _run(BUF, "build", str(folder), "--exclude-source-info", "-o", image)
            if built.returncode:
                print(built.stderr.decode(), end="", file=sys.stderr)
                return 1
        compared = _run(BUF, "breaking", images[ROOT], "--against", images[before], "--exclude-imports")
        print(compared.stdout.decode() + compared.stderr.decode(), end="")
        return compared.returncode


def _run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - our own tools


def bundled(path: Path) -> dict[str, object]:
    """The document with everything it refers to in the shared files copied into it, components by name."""
    document = assembled(path)
    shared = [load(OPENAPI / name)["components"] for name in SHARED]
    components = document.setdefault("components", {})
    waiting = sorted(references(document, *(f"{name}#/components/" for name in SHARED)))
    while waiting:
        section, name = waiting.pop()
        (part,) = (each[section][name] for each in shared if name in each.get(section, {}))
        own = components.setdefault(section, {})
        if name not in own:
            own[name] = part
            waiting += sorted(references(part, "#/components/", *(f"{each}#/components/" for each in SHARED)))
        elif own[name] is not part:
            raise SystemExit(f"{path.name} has a {section}/{name} of its own beside the shared one")
    document["components"] = {section: dict(sorted(components[section].items())) for section in sorted(components)}
    return localised(document)


def assembled(path: Path) -> dict:
    """The document of `path` with its parts, the files of the folder of the same name, and its `x-resources`."""
    document = load(path)
    for part in map(load, sorted((OPENAPI / path.stem).glob("*.yaml"))):
        merge(document, part)
    for resource in document.pop("x-resources", []):
        merge(document, expanded(resource, document["components"]["schemas"]))
    return document


def merge(document: dict, part: dict) -> None:
    """Add what `part` has to `document`: mappings grow, lists are appended to; SystemExit when both say something."""
    for key, value in part.items():
        if isinstance(value, dict) and isinstance(document.get(key), dict):
            merge(document[key], value)
        elif isinstance(value, list) and isinstance(document.get(key), list):
            document[key] = document[key] + value
        elif key in document:
            raise SystemExit(f"{key!r} stands in two parts of one document")
        else:
            document[key] = value


def expanded(resource: dict, schemas: dict) -> dict:
    """The operations of one entry of `x-resources`, out of the template `resource.yaml`."""
    words = {key: resource[key] for key in ("name", "noun", "a", "plural")}
    words["Name"] = words["name"][0].upper() + words["name"][1:]
    text = (OPENAPI / "resource.yaml").read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"<{word}>", value)
    wanted = {f"{each}{words['Name']}" for each in resource["operations"]}
    paths = {}
    for path, item in yaml.load(text, Loader=_Loader).items():  # noqa: S506 - a safe loader
        kept = {verb: item[verb] for verb in VERBS.values() if item.get(verb, {}).get("operationId") in wanted}
        if kept:
            paths[path] = kept
    created = paths.get(f"/{words['name']}", {}).get("post")
    if created:
        links = created["responses"]["201"]["links"]
        created["responses"]["201"]["links"] = {k: v for k, v in links.items() if v["operationId"] in wanted}
    listed = paths.get(f"/{words['name']}", {}).get("get")
    part: dict = {"paths": paths, "tags": [{"name": words["name"], "description": resource["description"]}]}
    if listed:
        leaves = dict(leaves_of(schemas[words["Name"]], schemas, depth=resource.get("depth", 3)))
        listed["parameters"] += [
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {"$ref": f"{SHARED[0]}#/components/schemas/{kind}"},
            }
            for name, kind in leaves.items()
        ]
        part["components"] = {"parameters": {f"sort-{words['name']}": sort_parameter(leaves)}}
    return part


def sort_parameter(names: Iterable[str]) -> dict:
    """The `sort` parameter of a list whose common attributes are `names`."""
    any_of = "|".join(re.escape(name) for name in names)
    return {
        "name": "sort",
        "in": "query",
        "required": False,
        "description": "Attributes to sort by, separated by commas, `-` before one for descending order. Any attribute"
        " at any depth may be named; the pattern shows the common ones. Absent, by `id`.",
        "schema": {"type": "string", "pattern": f"^([+-]?({any_of})(,[+-]?({any_of}))*)?$"},
    }


def leaves_of(schema: dict, schemas: dict, prefix: str = "", depth: int = 3) -> Iterator[tuple[str, str]]:
    """Path of every attribute with a value of its own, `depth` levels down at most, and what it is filtered by."""
    for name, attribute in schema.get("properties", {}).items():
        node = resolved(attribute.get("items", attribute), schemas)
        if "properties" not in node:
            is_instant = node.get("format") == "date-time"
            kind = "number" if node.get("x-number") else node.get("type", "")  # digits of 64 bits are text in JSON
            yield prefix + name, "FilterInstant" if is_instant else FILTERS.get(kind, "FilterText")
        elif depth > 1:
            yield from leaves_of(node, schemas, f"{prefix}{name}.", depth - 1)


def resolved(node: dict, schemas: dict) -> dict:
    """The schema `node` refers to, among the document's own and the shared ones, or itself."""
    while "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        node = schemas[name] if name in schemas else load(OPENAPI / SHARED[0])["components"]["schemas"][name]
    return node


def load(path: Path) -> dict:
    """A YAML document, with dates kept as text and repeated keys refused."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader


def references(node: object, *prefixes: str) -> set[tuple[str, str]]:
    """Section and name of every reference below `node` that starts with one of `prefixes`."""
    if isinstance(node, list):
        return {found for each in node for found in references(each, *prefixes)}
    if not isinstance(node, dict):
        return set()
    found = {each for value in node.values() for each in references(value, *prefixes)}
    target = node.get("$ref")
    if isinstance(target, str) and target.startswith(prefixes):
        _, section, name = target.rsplit("/", 2)
        found.add((section, name))
    return found


def localised(node: object) -> object:
    """`node` with references into the shared files turned into local ones."""
    if isinstance(node, list):
        return [localised(each) for each in node]
    if not isinstance(node, dict):
        return node
    local = {key: localised(value) for key, value in node.items()}
    if isinstance(local.get("$ref"), str):
        local["$ref"] = "#" + local["$ref"].partition("#")[2]
    return local


class _Loader(yaml.SafeLoader):
    """YAML as OpenAPI means it: JSON's types only, and no key twice."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the name PyYAML reads
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:  # noqa: FBT001, FBT002 - PyYAML's
        written = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        for key in written:
            if written.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


if __name__ == "__main__":
    sys.exit(main())
