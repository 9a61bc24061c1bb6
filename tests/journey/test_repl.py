import contextlib, io, os, time, traceback
import pytest
from .browser import DESKTOP, Visitor
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

def test_repl(visit, people):
    space = {"visit": visit, "people": people, "DESKTOP": DESKTOP}
    n = 1
    end = time.time() + 1450
    while time.time() < end:
        path = f"/tmp/eleven-cmd-{n}.py"
        if not os.path.exists(path):
            time.sleep(0.3); continue
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            try:
                exec(compile(open(path).read(), path, "exec"), space)
            except BaseException as e:
                text = traceback.format_exc()
                print(text[-1800:])
        with open(f"/tmp/eleven-out-{n}.tmp", "w") as f: f.write(out.getvalue())
        os.rename(f"/tmp/eleven-out-{n}.tmp", f"/tmp/eleven-out-{n}")
        if space.get("STOP"): return
        n += 1
