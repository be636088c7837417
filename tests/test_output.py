"""Publishing: completely the old site or completely the new one, and never in a foreign folder."""

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path
from random import Random

import msgspec
import pytest

from generator.build.publishing import Folder, ForeignFolderError, background, publishing
from generator.build.publishing import tree as tree_module
from generator.build.publishing.background import Background
from generator.build.publishing.manifest import load_manifest
from generator.build.publishing.rollback import roll_back
from generator.caching.cache import Cache
from generator.caching.targets import Target

OLD = {"index.html": b"old", "doma/a/index.html": b"a", "doma/b/index.html": b"b"}
NEW = {"index.html": b"new", "doma/a/index.html": b"a"}


def publish(out: Path, targets, jobs=1):
    with publishing(Folder(out), jobs) as site:
        site.start_background()
        return site.publish(targets)


def put(out: Path, files, jobs=1):
    """Publish files, each a target with its content as key."""
    pairs = files.items() if isinstance(files, dict) else files
    targets = [
        Target(name, hashlib.sha256(content).hexdigest(), lambda name=name, content=content: [(name, content)])
        for name, content in pairs
    ]
    return publish(out, targets, jobs)


def trees(out: Path) -> list[str]:
    return sorted(path.name for path in (out / ".domchat/trees").iterdir() if path.is_dir())


def tree(out: Path) -> dict[str, bytes]:
    site = out / "site"
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def manifest_of(out: Path) -> Path:
    return Folder(out).manifest(Folder(out).published())


def test_publishes_exactly_the_given_files(tmp_path):
    done = put(tmp_path / "out", OLD)
    assert tree(tmp_path / "out") == OLD
    assert (done.files, done.changed, done.removed, done.bytes) == (3, 3, 0, 5)


def test_old_files_vanish_and_unchanged_ones_keep_their_identity(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    before = (out / "site/doma/a/index.html").stat()
    done = put(out, NEW)
    assert tree(out) == NEW
    assert (done.changed, done.removed) == (1, 1)
    after = (out / "site/doma/a/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_nothing_changed_touches_nothing(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    link = (out / "site").readlink()
    done = put(out, OLD)
    assert (done.changed, done.removed) == (0, 0)
    assert (out / "site").readlink() == link
    assert trees(out) == ["1"]


def test_the_tree_before_is_kept_and_no_older_one(tmp_path):
    out = tmp_path / "out"
    for number in range(4):
        put(out, {"index.html": str(number).encode()})
    assert trees(out) == ["3", "4"]


def test_a_failure_on_the_way_leaves_the_old_site(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)

    def files():
        yield "index.html", b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publish(out, [Target("a", "a", files)])
    assert tree(out) == OLD
    assert trees(out) == ["1"]


# Calls of the operating system during publishing; a process may be killed before and after each.
STEPS = ("mkdir", "open", "write", "link", "unlink", "rename", "replace", "symlink", "rmdir", "rmtree")


def publish_and_die(out: Path, step: str, count: int, *, after: bool, jobs: int) -> bool:
    """Publish in a process that exits at the n-th call of a step; return whether it reached that call."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    holder = shutil if step == "rmtree" else os
    real, left = getattr(holder, step), iter(range(count - 1, -1, -1))

    def dying(*args, **kwargs):
        last = next(left, None) == 0
        if last and not after:
            os._exit(9)
        try:
            return real(*args, **kwargs)
        finally:
            if last:
                os._exit(9)

    setattr(holder, step, dying)
    put(out, NEW, jobs)
    os._exit(0)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_step_of_publishing(tmp_path, step, after, jobs, beside):
    """A process that is killed before or after any file operation leaves the old site or the new one, complete."""
    out = tmp_path / "out"
    put(out, {"index.html": b"older", "doma/c/index.html": b"c"})
    put(out, OLD)
    died = 0
    while publish_and_die(out, step, died + 1, after=after, jobs=jobs):
        died += 1
        assert tree(out) in (OLD, NEW)
        put(out, NEW)
        assert tree(out) == NEW
        assert len(trees(out)) <= 2
        put(out, OLD)
    assert tree(out) == NEW
    assert died


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True])
def test_interrupted_at_any_step_of_publishing(tmp_path, monkeypatch, step, after):
    """Ctrl+C at any moment, even while the unneeded tree is removed."""
    out = tmp_path / "out"
    put(out, {"index.html": b"older", "doma/c/index.html": b"c"})
    holder = shutil if step == "rmtree" else os
    real = getattr(holder, step)
    for number in range(100):
        put(out, OLD)
        left = iter(range(number, -1, -1))

        def interrupted(*args, left=left, **kwargs):
            last = next(left, None) == 0
            if last and not after:
                raise KeyboardInterrupt
            try:
                return real(*args, **kwargs)
            finally:
                if last:
                    raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(holder, step, interrupted)
            try:
                put(out, NEW)
            except KeyboardInterrupt:
                assert tree(out) in (OLD, NEW)
                assert len(trees(out)) <= 2
            else:
                break
    assert number
    assert tree(out) == NEW


def test_refuses_a_folder_of_somebody_else(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"precious")
    with pytest.raises(ForeignFolderError):
        put(tmp_path, OLD)
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]


def test_refuses_a_site_that_is_not_its_link(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    (out / "site").unlink()
    (out / "site").mkdir()
    with pytest.raises(ForeignFolderError):
        put(out, NEW)


@pytest.mark.parametrize("name", ["../escaped.html", "a/../../escaped.html", "/tmp/escaped.html", "..\\escaped.html"])
def test_never_writes_outside(tmp_path, name):
    out = tmp_path / "out"
    with pytest.raises(AssertionError):
        put(out, [(name, b"x")])
    assert not (out / "site").exists()
    assert not list(tmp_path.rglob("escaped*"))


def test_two_pages_never_share_a_file(tmp_path):
    with pytest.raises(AssertionError, match="two pages"):
        put(tmp_path / "out", [("a.html", b"1"), ("a.html", b"2")])


def test_works_where_hard_links_do_not(tmp_path, monkeypatch):
    out = tmp_path / "out"
    put(out, OLD)
    monkeypatch.setattr(tree_module.os, "link", lambda *_: (_ for _ in ()).throw(PermissionError()))
    put(out, NEW)
    assert tree(out) == NEW


def test_a_file_that_was_tampered_with_is_mended_when_its_target_is_made_again(tmp_path):
    out = tmp_path / "out"
    publish(out, [Target("a", "1", lambda: [("a.html", b"same"), ("b.html", b"old")])])
    (out / "site/a.html").write_bytes(b"other")
    done = publish(out, [Target("a", "2", lambda: [("a.html", b"same"), ("b.html", b"new")])])
    assert tree(out) == {"a.html": b"same", "b.html": b"new"}
    assert done.changed == 2


def test_targets_come_go_and_change_places(tmp_path):
    """What stays is carried over: each target with its own files, whatever the order."""
    out = tmp_path / "out"
    random = Random(3)
    names = [f"{number}/index.html" for number in range(30)]
    for _ in range(20):
        files = {name: random.choice([b"", b"one", b"another"]) for name in random.sample(names, random.randint(1, 30))}
        done = put(out, files)
        assert tree(out) == files
        assert (done.files, done.bytes) == (len(files), sum(map(len, files.values())))
        made = load_manifest(manifest_of(out)).targets
        assert {one.name: [file.path for file in one.files] for one in made} == {name: [name] for name in files}
        again = put(out, files)
        assert (again.made, again.changed) == (0, 0)


@pytest.fixture
def beside(monkeypatch):
    """Let another process look at even the smallest site."""
    monkeypatch.setattr(background, "_MANY", 0)


def own_links(monkeypatch, real=os.link):
    """Return the list of links that this process, not another, makes."""
    mine, me = [], os.getpid()

    def link(source, target):
        if os.getpid() == me:
            mine.append(target)
        real(source, target)

    monkeypatch.setattr(tree_module.os, "link", link)
    return mine


def test_another_process_makes_the_second_tree(tmp_path, monkeypatch, beside):
    out = tmp_path / "out"
    put(out, OLD, jobs=2)
    mine, look, unfinished = own_links(monkeypatch), Background.damaged, Folder(out).unfinished(2)

    def wait_and_look(self):  # this process helps if it comes early
        while len([path for path in unfinished.rglob("*") if path.is_file()]) < len(OLD):
            time.sleep(0.01)
        return look(self)

    monkeypatch.setattr(Background, "damaged", wait_and_look)
    assert put(out, NEW, jobs=2).changed == 1
    assert (tree(out), mine) == (NEW, [])
    monkeypatch.setattr(Background, "damaged", look)
    more = {**NEW, "c.html": b"c"}
    put(out, more, jobs=2)
    assert tree(out) == more
    assert len(set(mine)) == 1  # missing in the other tree, once there are two


def test_what_another_process_cannot_do_is_done_here(tmp_path, monkeypatch, beside):
    out = tmp_path / "out"
    put(out, OLD)
    mine, me, real = own_links(monkeypatch), os.getpid(), os.stat

    def deadly(*args, **kwargs):
        if os.getpid() != me:
            os.kill(os.getpid(), 9)
        return real(*args, **kwargs)

    monkeypatch.setattr(os, "stat", deadly)
    assert put(out, NEW, jobs=2).changed == 1
    monkeypatch.undo()
    assert tree(out) == NEW
    assert mine


def test_a_file_that_vanished_before_it_was_linked(tmp_path, beside):
    out = tmp_path / "out"
    for number in range(10):  # either process may do it
        put(out, OLD)
        (out / "site/doma/a/index.html").unlink()
        shutil.rmtree(out / ".domchat/trees" / str(2 * number), ignore_errors=True)
        assert put(out, NEW, jobs=2).changed == 2
        assert tree(out) == NEW


def test_what_another_process_links_late_never_comes_over_a_new_file(tmp_path, monkeypatch, beside):
    """This process found a missing file and linked everything itself: the other process must have ended by then."""
    out = tmp_path / "out"
    files = {f"{number:02}.html": b"old" for number in range(64)}  # one share each
    put(out, files)
    (out / "site/63.html").unlink()
    me, late, real_link, real_replace = os.getpid(), tmp_path / "late", os.link, os.replace

    def wait_for(path):
        for _ in range(100):
            if path.exists():
                return
            time.sleep(0.01)

    def link(source, target):
        if os.getpid() != me:
            time.sleep(0.2)  # the other shares are left to this process
            wait_for(tmp_path / "moved")
        real_link(source, target)
        if os.getpid() != me:
            late.touch()

    def replace(source, target):
        real_replace(source, target)
        if str(target).endswith("00.html"):
            (tmp_path / "moved").touch()
            wait_for(late)

    monkeypatch.setattr(tree_module.os, "link", link)
    monkeypatch.setattr(tree_module.os, "replace", replace)
    new = {**files, "00.html": b"new"}
    put(out, new, jobs=2)
    assert tree(out) == new


def test_another_process_copies_where_hard_links_do_not_work(tmp_path, monkeypatch, beside):
    out = tmp_path / "out"
    put(out, OLD)
    monkeypatch.setattr(tree_module.os, "link", lambda *_: (_ for _ in ()).throw(PermissionError()))
    put(out, NEW, jobs=2)
    assert tree(out) == NEW
    assert put(out, NEW).made == 0  # the digests of the copies are known


def test_data_that_are_wrong_leave_no_second_tree(tmp_path, beside):
    out = tmp_path / "out"
    put(out, OLD)
    with publishing(Folder(out), 2) as site:
        site.start_background()
    assert (trees(out), tree(out)) == (["1"], OLD)


class Streets:
    """A city of streets, one target each, that records what was made."""

    def __init__(self, out: Path, jobs: int = 1) -> None:
        self.out, self.jobs = out, jobs
        self.made: list[str] = []

    def publish(self, streets: dict[str, dict[str, bytes]]):
        self.made = []
        return publish(self.out, [self._target(*street) for street in streets.items()], self.jobs)

    def _target(self, name: str, houses: dict[str, bytes]) -> Target:
        def make():
            self.made.append(name)
            return [(f"{name}/{number}.html", content) for number, content in houses.items()]

        return Target(name, hashlib.sha256(repr(houses).encode()).hexdigest(), make, len(houses))


def test_a_street_is_made_when_its_key_changed_and_only_other_files_are_written(tmp_path):
    city = Streets(tmp_path / "out")
    streets = {"mira": {"1": b"a", "2": b"b", "3": b"c"}, "lenina": {"1": b"d", "2": b"e"}}
    assert city.publish(streets).made == 2
    done = city.publish(streets)
    assert (done.made, done.files, city.made) == (0, 5, [])
    streets["mira"] = {"1": b"a", "2": b"B", "4": b"x"}
    before = (tmp_path / "out/site/mira/1.html").stat()
    done = city.publish(streets)
    assert (city.made, done.made, done.changed, done.removed) == (["mira"], 1, 2, 1)
    after = (tmp_path / "out/site/mira/1.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert tree(tmp_path / "out")["mira/2.html"] == b"B"


def test_a_file_of_a_street_that_was_tampered_with_is_mended_alone(tmp_path):
    city = Streets(tmp_path / "out")
    streets = {"mira": {"1": b"a", "2": b"b"}, "lenina": {"1": b"d"}}
    city.publish(streets)
    path = tmp_path / "out" / "site" / "mira" / "2.html"
    path.unlink()
    path.write_bytes(b"another")
    assert city.publish(streets).changed == 1
    assert (city.made, path.read_bytes()) == (["mira"], b"b")


def test_houses_move_from_street_to_street(tmp_path):
    """Any city after any other, by one process or two, is what a new folder would get."""
    random = Random(5)
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        for turn in range(15):
            streets = {
                f"street-{street}": {
                    str(number): random.choice([b"x", b"yy", b""])
                    for number in random.sample(range(60), random.randint(0, 50))
                }
                for street in random.sample(range(12), random.randint(1, 12))
            }
            Streets(out, jobs).publish(streets)
            whole = {
                f"{street}/{number}.html": one for street, houses in streets.items() for number, one in houses.items()
            }
            assert tree(out) == whole, (jobs, turn)


def test_a_manifest_of_another_form_counts_as_none(tmp_path):
    put(tmp_path / "out", OLD)
    path = manifest_of(tmp_path / "out")
    manifest = load_manifest(path)
    assert manifest
    known = msgspec.msgpack.decode(msgspec.msgpack.encode(manifest))
    for other in ([], {}, ["6", *known[1:]], [known[0], [["a", "key"]]], [known[0], [["a", "key", [7]]]]):
        content = msgspec.msgpack.encode(other)
        path.write_bytes(hashlib.sha256(content).digest() + content)
        assert load_manifest(path) is None
    done = put(tmp_path / "out", OLD)
    assert (done.made, done.changed) == (3, 0)
    assert put(tmp_path / "out", OLD).made == 0


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_a_manifest_that_was_damaged_counts_as_none(tmp_path, at):
    put(tmp_path / "out", OLD)
    path = manifest_of(tmp_path / "out")
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)
    assert load_manifest(path) is None
    path.write_bytes(raw[:20])
    assert load_manifest(path) is None


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("harm", ["lost", "replaced", "all"])
def test_a_tree_that_was_touched_does_not_take_its_turn(tmp_path, harm, jobs, beside):
    out = tmp_path / "out"
    put(out, OLD)
    put(out, NEW)
    page = out / ".domchat/trees/1/doma/a/index.html"
    if harm == "all":
        shutil.rmtree(page.parents[2])
    else:
        page.unlink()
    if harm == "replaced":
        page.write_bytes(b"not ours")
    more = {**NEW, "more.html": b""}
    put(out, more, jobs)
    assert (tree(out), len(trees(out))) == (more, 2)


@pytest.mark.parametrize("links", [2, 3])
def test_a_file_in_both_trees_is_looked_at_in_one(tmp_path, monkeypatch, links):
    """With a third link, such as a snapshot's, one of the trees may lack it."""
    out = tmp_path / "out"
    put(out, OLD)
    put(out, NEW)
    page = "doma/a/index.html"
    for number in range(links - 2):
        os.link(out / "site" / page, tmp_path / f"{number}")
    looked, real = [], os.stat

    def look(path, **options):
        looked.append(str(path).partition(".domchat/trees/")[2].partition("/")[2])
        return real(path, **options)

    monkeypatch.setattr(os, "stat", look)
    put(out, {**NEW, "more.html": b""})
    monkeypatch.undo()
    assert (looked.count(page), looked.count("doma/a")) == (links - 1, 2)


def test_a_folder_where_a_file_was_and_the_other_way_round(tmp_path):
    out = tmp_path / "out"
    for files in ({"x": b"1", "a/b": b"1"}, {"x": b"1", "a": b"2"}, {"x": b"3", "a": b"2"}, {"x": b"3", "a/b": b"1"}):
        put(out, files)
        assert tree(out) == files


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("folder", [False, True])
def test_a_site_in_which_somebody_made_a_file_of_a_folder_or_the_other_way_round(tmp_path, folder, jobs, beside):
    """It is repaired, and stays right when the trees take turns."""
    out = tmp_path / "out"
    put(out, NEW)
    put(out, OLD)
    path = out / "site" / ("index.html" if folder else "doma/a")
    if folder:
        path.unlink()
        (path / "inner").mkdir(parents=True)
    else:
        shutil.rmtree(path)
        path.write_bytes(b"x")
    for files in (OLD, NEW, OLD):
        put(out, files, jobs)
        assert tree(out) == files


@pytest.mark.parametrize("where", ["copy", "../../../copy"])
def test_a_link_in_place_of_a_page_is_replaced(tmp_path, where):
    out = tmp_path / "out"
    put(out, OLD)
    page = out / "site/index.html"
    page.rename(page.parent.resolve() / where)
    page.symlink_to(where)
    put(out, {**OLD, "more.html": b""})
    assert (page.read_bytes(), page.is_symlink()) == (b"old", False)


def test_a_pipe_in_place_of_a_page_is_not_waited_for(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    (out / "site/index.html").unlink()
    os.mkfifo(out / "site/index.html")
    child = os.fork()
    if not child:
        put(out, OLD)
        os._exit(0)
    deadline = time.monotonic() + 20
    while not (ended := os.waitpid(child, os.WNOHANG)[0]) and time.monotonic() < deadline:
        time.sleep(0.01)
    if not ended:
        os.kill(child, 9)
        os.waitpid(child, 0)
    assert ended
    assert tree(out) == OLD


def test_the_tree_whose_turn_it_is_became_a_file(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    put(out, NEW)
    shutil.rmtree(out / ".domchat/trees/1")
    (out / ".domchat/trees/1").write_bytes(b"x")
    put(out, OLD)
    assert (tree(out), trees(out)) == (OLD, ["2", "3"])


def test_the_tree_whose_turn_it_is_became_a_link_out_of_the_folder(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    put(out, NEW)
    elsewhere = (out / ".domchat/trees/1").rename(tmp_path / "elsewhere")
    (out / ".domchat/trees/1").symlink_to(elsewhere)
    put(out, {"index.html": b"newest"})
    assert (elsewhere / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["trees", "stage", ""])
def test_what_is_behind_a_link_is_never_removed(tmp_path, name):
    """Neither by a build nor by a rollback, if one of our folders is a link to somebody else's."""
    out = tmp_path / "out"
    put(out, OLD)
    put(out, NEW)
    ours = out / ".domchat" / name
    if ours.exists():
        ours.rename(tmp_path / "moved")
    elsewhere = tmp_path / "elsewhere"
    for path in ("1", "7", "inner", "stage", "trees/5"):
        (elsewhere / path).mkdir(parents=True)
        (elsewhere / path / "photo.jpg").write_bytes(b"precious")
    before = tree_of(elsewhere)
    ours.symlink_to(elsewhere)
    with contextlib.suppress(ForeignFolderError):
        put(out, OLD)
    with contextlib.suppress(ForeignFolderError):
        roll_back(Folder(out))
    assert tree_of(elsewhere) == before


@pytest.mark.parametrize("inner", [False, True])
def test_a_cache_removes_only_its_own_files(tmp_path, inner):
    cache, elsewhere = Cache.of(tmp_path, "parts"), tmp_path / "elsewhere"
    (elsewhere / "ab").mkdir(parents=True)
    for name in ("ab/abcd", "abcd"):
        (elsewhere / name).write_bytes(b"precious")
    cache.put("cdef", b"x")
    (cache.folder / "cd/notes.txt").write_bytes(b"precious")
    if inner:
        (cache.folder / "ab").symlink_to(elsewhere)
    else:
        linked = Cache.of(tmp_path, "linked")
        linked.folder.symlink_to(elsewhere)
        linked.sweep(largest=0)
    cache.sweep(largest=0)
    assert cache.get("cdef") is None
    assert (cache.folder / "cd/notes.txt").exists()
    assert len(tree_of(elsewhere)) == 2


def tree_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_link_to_a_tree_of_another_folder_is_no_site_of_ours(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    (tmp_path / "7").mkdir()
    (out / "site").unlink()
    (out / "site").symlink_to(tmp_path / "7")
    put(out, NEW)
    assert tree(out) == NEW
    assert not list((tmp_path / "7").iterdir())


@pytest.mark.parametrize("before", [0, 1])
def test_what_a_killed_build_did_not_publish_is_no_previous_site(tmp_path, before):
    out = tmp_path / "out"
    for number in range(before):
        put(out, {"index.html": b"%d" % number})
    put(out, OLD)
    assert publish_and_die(out, "symlink", 1, after=False, jobs=1)
    assert not roll_back(Folder(out))
    assert tree(out) == OLD


def test_a_tree_of_somebody_else_is_no_previous_site(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    put(out, NEW)
    (out / ".domchat/trees/7").mkdir()
    assert roll_back(Folder(out))
    assert tree(out) == OLD


def test_a_site_that_was_mended_leaves_the_previous_one_to_go_back_to(tmp_path):
    out = tmp_path / "out"
    put(out, OLD)
    (out / "site/doma/b/index.html").write_bytes(b"changed")
    put(out, NEW)
    put(out, NEW)
    assert roll_back(Folder(out))
    assert tree(out) == {**OLD, "doma/b/index.html": b"changed"}
    put(out, NEW)
    assert tree(out) == NEW
