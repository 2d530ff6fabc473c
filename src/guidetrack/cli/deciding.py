"""
What people decide about notices: `alerts ack`, `silence`, `retract`, `correct`, `deliver`.

Each is a step with a commit of its own; what comes of it is said on stderr, because only
delivery has an answer that a script would read.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from guidetrack.cli import exits
from guidetrack.cli.options import (
    Command,
    Invocation,
    choose_format,
    known_kind,
    parse_day,
)

if TYPE_CHECKING:
    from guidetrack.alerts.alert import Alert
    from guidetrack.pipeline.run_result import Delivered

Deciding = Callable[..., int]
_by = click.option("--by", metavar="ROLE", required=True, help='A role, such as "NICE lead".')


def _amending(option: str) -> Callable[[Deciding], Deciding]:
    """Take the notice, the role, what to tell whoever had it, and whether to tell it now."""
    told = click.option(option, metavar="TEXT", required=True, help="Told to everybody who had it.")
    deliver = click.option(
        "--deliver", is_flag=True, help="Deliver what is due now, and do not wait for a run."
    )

    def decorate(command: Deciding) -> Deciding:
        return click.argument("name", metavar="ID")(_by(told(deliver(click.pass_obj(command)))))

    return decorate


@click.command(
    "ack",
    cls=Command,
    examples=(
        'guidetrack alerts ack GA-4T7Y --by "NICE lead"',
        'guidetrack alerts ack GA-4T7Y --by "NICE lead" --outcome "no change" --note "Read in MDT"',
    ),
)
@click.argument("name", metavar="ID")
@_by
@click.option("--outcome", metavar="TEXT", help="What comes of it.")
@click.option("--note", metavar="TEXT", help="Anything else worth keeping.")
@click.pass_obj
def ack_command(
    invocation: Invocation, *, name: str, by: str, outcome: str | None, note: str | None
) -> int:
    """
    Record that somebody took note of a notice.

    Nobody is reminded of it any more.
    """
    from guidetrack.pipeline import acknowledge_alert  # noqa: PLC0415

    done = acknowledge_alert(
        invocation.place(), name, by=by, outcome=outcome, note=note, now=_now()
    )
    _tell(invocation, done.revision, f"{done.alert.id} is acknowledged by {by.strip()}")
    return exits.DONE


@click.command(
    "silence",
    cls=Command,
    examples=(
        "guidetrack alerts silence --reason Busy --by Lead --until 2030-03-31 --kind retitled",
        "guidetrack alerts silence --reason Known --by Lead --until 2030-01-31 --reference HTG9046",
    ),
)
@click.option("--reason", metavar="TEXT", required=True, help="Why nobody has to hear of it.")
@_by
@click.option("--until", metavar="DAY", required=True, help="The last day (UTC).")
@click.option("--route", metavar="ROUTE", help="Only for this route; for all where not given.")
@click.option(
    "--reference",
    "references",
    metavar="REF",
    multiple=True,
    help="Only this guidance, under all its numbers; may be given several times.",
)
@click.option(
    "--kind",
    "kinds",
    metavar="KIND",
    multiple=True,
    help="Only this kind of change; may be given several times.",
)
@click.pass_obj
def silence_command(  # noqa: PLR0913 - one argument an option
    invocation: Invocation,
    *,
    reason: str,
    by: str,
    until: str,
    route: str | None,
    references: tuple[str, ...],
    kinds: tuple[str, ...],
) -> int:
    """
    Keep something from being told for a while.

    It has a reason and an end, and what happens is recorded all the same. What tightens a
    recommendation, and what is to be acted on, is told whatever is silenced. What was raised
    before still goes out.
    """
    from guidetrack.guidance.reference import Reference  # noqa: PLC0415
    from guidetrack.pipeline import add_silence  # noqa: PLC0415

    done = add_silence(
        invocation.place(),
        reason=reason,
        by=by,
        until=parse_day(until),
        route=route,
        references=tuple(str(Reference.parse(each)) for each in references),
        kinds=tuple(map(known_kind, kinds)),
        now=_now(),
    )
    _tell(invocation, done.revision, f"{done.silence.id} holds to the end of {until}")
    return exits.DONE


@click.command(
    "retract",
    cls=Command,
    examples=(
        'guidetrack alerts retract GA-4T7Y --by "NICE lead" --reason "The page was misread"',
    ),
)
@_amending("--reason")
def retract_command(invocation: Invocation, *, deliver: bool, **said: str) -> int:
    """
    Take a notice back.

    Whoever had it is told so at the next delivery; the notice itself stays in the store as it was.
    """
    from guidetrack.pipeline import retract_alert  # noqa: PLC0415

    done = retract_alert(invocation.place(), now=_now(), **said)
    return _amended(invocation, done.alert, done.revision, "taken back", deliver=deliver)


@click.command(
    "correct",
    cls=Command,
    examples=(
        'guidetrack alerts correct GA-4T7Y --by "NICE lead" --note "It was section 1.2" --deliver',
    ),
)
@_amending("--note")
def correct_command(invocation: Invocation, *, deliver: bool, **said: str) -> int:
    """
    Put a notice right.

    Whoever had it is told so at the next delivery; the notice itself stays in the store as it was.
    """
    from guidetrack.pipeline import correct_alert  # noqa: PLC0415

    done = correct_alert(invocation.place(), now=_now(), **said)
    return _amended(invocation, done.alert, done.revision, "put right", deliver=deliver)


@click.command(
    "deliver",
    cls=Command,
    examples=(
        "guidetrack alerts deliver",
        "guidetrack alerts deliver --again GA-4T7Y",
        "guidetrack alerts deliver --json",
    ),
)
@click.option(
    "--again",
    metavar="ID",
    multiple=True,
    help="Put a notice that was given up back into the queue; may be given several times.",
)
@choose_format("text", "json")
@click.pass_obj
def deliver_command(invocation: Invocation, *, again: tuple[str, ...], form: str) -> int:
    """
    Deliver what is due now.

    Nothing is fetched and nothing new is raised. A store that guidetrack.yaml says is shared is
    brought to its remote first, and nobody else sends meanwhile. Ends with exit code 6 while
    something that is due could not be delivered, and else with 5 where the store could not be
    shared.
    """
    done = _deliver(invocation, again)
    return _say_done(done, form)


def _amended(
    invocation: Invocation, alert: Alert, revision: str | None, verb: str, *, deliver: bool
) -> int:
    where = ", ".join(alert.channels) if not alert.silenced_by else ""
    told = f"; {alert.id} says so to: {where}" if where else ""
    _tell(invocation, revision, f"{alert.of} is {verb}{told}")
    if not deliver:
        return exits.DONE
    return _say_done(_deliver(invocation), "text")


def _say_done(done: Delivered, form: str) -> int:
    """Say what a delivery came to, and give what the command ends with."""
    from itertools import chain  # noqa: PLC0415

    from guidetrack.cli.output import write_answer  # noqa: PLC0415
    from guidetrack.cli.telling import say_delivered, say_shared  # noqa: PLC0415

    shared = say_shared(done.shared) if done.shared else ()
    write_answer(done, form, chain(say_delivered(done), shared))
    if not done.is_complete:
        return exits.DELIVERY
    return exits.STORE if done.shared and done.shared.problem else exits.DONE


def _deliver(invocation: Invocation, again: tuple[str, ...] = ()) -> Delivered:
    from guidetrack.pipeline import deliver_alerts  # noqa: PLC0415
    from guidetrack.sources.fetch import Clock  # noqa: PLC0415

    return deliver_alerts(
        invocation.place(), clock=Clock(now=_now), environment=os.environ, again=again
    )


def _tell(invocation: Invocation, revision: str | None, says: str) -> None:
    recorded = f"recorded in {revision[:12]}" if revision else "the store said so already"
    invocation.tell(f"{says} ({recorded}).")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


COMMANDS = (ack_command, silence_command, retract_command, correct_command, deliver_command)
"""Those of `guidetrack alerts` that add something to the store."""
