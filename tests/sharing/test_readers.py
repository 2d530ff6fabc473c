"""A clone that only reads tells its own audiences, each event once, beginning with a day."""

from __future__ import annotations

from tests.sharing.hub import Hub

from guidetrack.pipeline import pull

COLLECTS = "share: {{remote: origin, branch: main}}\n"
READS = """\
routes:
  ward: {channels: [folder]}
channels:
  folder: {kind: files, folder: notices}
"""


def test_it_tells_each_event_once_since_the_day_it_began(hub: Hub) -> None:
    collector = hub.office("ann", COLLECTS)
    began = collector.now.date()
    collector.run()
    reader = hub.office("ward", COLLECTS)
    (reader.folder / "guidetrack.yaml").write_text(READS, encoding="utf-8")
    raised: list[str] = []
    for step in (1, 2):
        collector.capture(step)
        assert collector.run().raised == ()
        reader.now = collector.now
        pull(reader.place, now=reader.now, remote="origin")
        assert reader.run().raised == ()
        new = reader.run(since=began).raised
        assert new
        raised += new
    assert reader.run(since=began).raised == ()
    assert sorted(raised) == sorted(set(raised)) == sorted(reader.alerts())
    assert sorted(reader.told("folder")) == sorted(raised)
