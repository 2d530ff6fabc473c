"""Routes, channels and policy in `guidetrack.yaml`: every problem at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guidetrack.alerts.route import DeadlineRule, Policy, Reminding, Route, Watch
from guidetrack.channels import CHANNELS
from guidetrack.config import ChannelSettings, Operator
from guidetrack.config.reading import read_config
from guidetrack.config.template import TEMPLATE
from guidetrack.errors import ConfigError

GOOD = """\
routes:
  cardiac-team:
    watch:
      - references: [IPG9075]
      - origin: [IPG]
        title: [heart]
    every: weekly
    weekday: tuesday
    quiet: scotland
    channels: [mail]
    remind: {after: 3, escalate_to: lead}
  lead:
    channels: [mail, folder]
channels:
  mail:
    kind: smtp
    host: smtp.example.org
    from: g@example.org
    to: ["${CARDIAC}"]
    password: keyring:smtp/guidetrack
  folder:
    kind: files
    folder: notices
operator: {channels: [folder]}
policy:
  name: Our policy
  deadlines:
    - priorities: [act]
      working_days: 2
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "guidetrack.yaml"


def problems(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    return re.findall(r"line \d+: .*", str(caught.value))


def test_a_whole_configuration_is_read(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    config = read_config(file)
    assert config.routes["cardiac-team"] == Route(
        name="cardiac-team",
        watch=(Watch(references=("IPG9075",)), Watch(origin=("IPG",), title=("heart",))),
        every="weekly",
        weekday="tuesday",
        quiet="scotland",
        channels=("mail",),
        remind=Reminding(after=3, escalate_to="lead"),
    )
    assert config.channels["folder"] == ChannelSettings(kind="files", values={"folder": "notices"})
    assert config.operator == Operator(channels=("folder",))
    assert config.policy == Policy(
        name="Our policy", deadlines=(DeadlineRule(working_days=2, priorities=("act",)),)
    )


def test_everything_about_routes_in_the_template_can_be_switched_on(file: Path) -> None:
    about = TEMPLATE[TEMPLATE.index("# routes:") :]
    lines = [
        line.removeprefix("# ")
        for line in about.splitlines()
        if re.match(r"#(?:   *\S| [a-z]+:(?: |$))", line) or not line
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    config = read_config(file)
    assert set(config.routes) == {"cardiac-team", "nice-lead"}
    assert [each.kind for each in config.channels.values()] == [
        "files",
        "smtp",
        "webhook",
        "teams",
        "apprise",
        "atom",
        "calendar",
    ]
    assert config.policy is not None
    assert config.delivery.organisation == "Example NHS Trust"


def test_every_problem_is_told_at_once_with_its_line_and_the_nearest_name(file: Path) -> None:
    text = GOOD
    for right, wrong in (
        ("every: weekly", "every: weekley"),
        ("quiet: scotland", "quiet: england-wales"),
        ("remind: {after: 3,", "remind: {afer: 3,"),
        ("    folder: notices", "    foldr: notices"),
        ("kind: smtp", "kind: smpt"),
    ):
        text = text.replace(right, wrong)
    assert problems(file, text) == [
        "line 7: every: invalid enum value 'weekley'; did you mean 'weekly'?",
        "line 9: quiet: invalid enum value 'england-wales'; did you mean 'england-and-wales'?",
        "line 11: 'afer' is not a setting; did you mean 'after'?",
        f"line 15: a channel has a 'kind': {', '.join(CHANNELS)}; did you mean 'smtp'?",
        "line 21: 'folder' is missing",
        "line 23: 'foldr' is not a setting; did you mean 'folder'?",
    ]


def test_names_that_lead_nowhere_are_told(file: Path) -> None:
    text = GOOD
    for right, wrong in (
        ("channels: [mail]", "channels: [mial]"),
        ("escalate_to: lead", "escalate_to: leed"),
        ("[IPG9075]", "[IPG]"),
        ("origin: [IPG]", "origin: [ipg]"),
        ("        title: [heart]", "        kinds: [withdrawed]"),
        ("operator: {channels: [folder]}", "operator: {channels: [fold]}"),
        ("priorities: [act]", "kinds: [migratd]"),
    ):
        text = text.replace(right, wrong)
    assert problems(file, text) == [
        "line 4: 'IPG' is not a reference; one is IPG75",
        "line 5: 'ipg' is not a prefix; one is IPG; did you mean 'IPG'?",
        "line 6: no kind of event is named 'withdrawed'; did you mean 'withdrawn'?",
        "line 10: no channel is named 'mial'; did you mean 'mail'?",
        "line 11: no other route is named 'leed'; did you mean 'lead'?",
        "line 24: no channel is named 'fold'; did you mean 'folder'?",
        "line 28: no kind of event is named 'migratd'; did you mean 'migrated'?",
    ]


def test_columns_of_a_route_are_fields_of_a_notice(file: Path) -> None:
    columns = "    columns: {Old: reference_before, New: reference_after}\n"
    text = GOOD.replace("    every: weekly\n", f"    every: weekly\n{columns}")
    file.write_text(text, encoding="utf-8")
    assert read_config(file).routes["cardiac-team"].columns == {
        "Old": "reference_before",
        "New": "reference_after",
    }
    assert problems(file, text.replace("reference_after", "reference_aftr")) == [
        "line 8: no field of a notice is named 'reference_aftr'; did you mean 'reference_after'?"
    ]


def test_a_secret_in_the_file_is_refused_and_not_repeated(file: Path) -> None:
    text = GOOD.replace("keyring:smtp/guidetrack", "hunter2")
    (problem,) = problems(file, text)
    assert problem.startswith("line 20: password: the secret itself must not stand here")
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("routes: [a]", "routes: expected names with settings"),
        ("routes: {a: 3}", "a: expected settings, got 3"),
        ("routes: {a: {channels: []}}", "a route without a channel tells nobody"),
        ("channels: 3", "channels: expected names with their settings"),
        ("channels: {a: {kind: [x]}}", "a channel has a 'kind'"),
        ("policy: {name: x, deadlines: []}", "a policy without deadlines sets none"),
    ],
)
def test_odd_shapes_are_told(file: Path, text: str, said: str) -> None:
    assert said in problems(file, text)[0]


def test_what_leads_nowhere_is_told_together_with_what_is_of_a_wrong_type(file: Path) -> None:
    text = GOOD.replace("every: weekly", "every: weekley").replace("origin: [IPG]", "origin: [ipg]")
    told = problems(file, text)
    assert [re.sub(r"line \d+: ", "", each) for each in told] == [
        "'ipg' is not a prefix; one is IPG; did you mean 'IPG'?",
        "every: invalid enum value 'weekley'; did you mean 'weekly'?",
    ]


def test_a_route_is_not_said_to_name_no_channel_where_only_the_channel_is_wrong(
    file: Path,
) -> None:
    told = problems(
        file,
        "routes:\n  a: {channels: [mail, mial]}\nchannels:\n  mail: {kind: smpt}\n"
        "  other: {kind: files, folder: x}\n",
    )
    assert [each.split(";")[0] for each in told] == [
        "line 2: no channel is named 'mial'",
        f"line 4: a channel has a 'kind': {', '.join(CHANNELS)}",
    ]


def test_a_name_that_yaml_takes_for_a_truth_value_is_told_as_it_is_written(file: Path) -> None:
    told = problems(file, "hold:\n  share: 0.1\n  on: monday\n")
    assert told == ["line 3: 'on' is not a setting"]


def test_a_name_that_stands_twice_is_told(file: Path) -> None:
    text = "channels:\n  no: {kind: files, folder: x}\n  no: {kind: files, folder: y}\n"
    assert problems(file, text) == ["line 3: 'no' stands here twice"]


def test_a_file_that_is_no_yaml_is_refused_without_quoting_it(file: Path) -> None:
    file.write_text("channels:\n  m: {password: hunter2: x\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert "line 2" in str(caught.value)
    assert "hunter2" not in str(caught.value)
