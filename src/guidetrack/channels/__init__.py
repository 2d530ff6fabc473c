"""
Messages to people: one file a channel, one line here each.

A channel is told what to deliver and where; when, to whom and how often is settled before.
"""

from guidetrack.channels import apprise, atom, calendar, files, slack, smtp, teams, webhook
from guidetrack.channels.channel import Channel, LocalPath, Secret

CHANNELS: dict[str, Channel] = {
    each.kind: each
    for each in (
        files.CHANNEL,
        smtp.CHANNEL,
        webhook.CHANNEL,
        teams.CHANNEL,
        slack.CHANNEL,
        apprise.CHANNEL,
        atom.CHANNEL,
        calendar.CHANNEL,
    )
}
"""Every channel by its kind."""

__all__ = ["CHANNELS", "Channel", "LocalPath", "Secret"]
