"""
The `guidetrack.yaml` that `init` writes: every setting, explained, and none needed.
"""

TEMPLATE = """\
# guidetrack: what is watched here, and how. Every line below is optional.

# The folder that holds the snapshots. guidetrack writes there and nowhere else.
store: snapshots

# Several machines that collect into, or read, one store: through a git remote of the repository.
# With this, `guidetrack run` and `guidetrack alerts deliver` push before they tell anybody, so that
# nobody is told twice; `guidetrack pull` is for readers (docs/sharing.md).
#
# share:
#   remote: origin
#   branch: main                      # the branch of this clone if not given

# What is kept of each captured document: all (the bytes), text (what a reader of it sees),
# or hash (only its SHA-256).
keep_sources: all

# The largest document that is read, in bytes, and the most that one run fetches.
largest_document: 20000000
largest_run: 2000000000

# What `guidetrack run` fetches or reads. Paths are relative to this file.
#
# sources:
#   - pages: https://www.nice.org.uk/guidance/{reference}   # {reference} becomes ipg75
#     references: [IPG75, HTG46]      # and, or instead:
#     references_from: register.csv   # a text file, one a line, or a table with a column
#     column: Code
#     chapters: yes                   # fetch the chapters that the page links to
#   - catalogue: published-list.tsv   # a file or an address that lists guidance
#     enumerating: yes                # it lists everything: what it drops is missing
#   - feed: https://api.example.org/guidance/{reference}.json
#     references: [HTG46]
#   - folder: captures                # whatever is put there

# Who runs this, told to every publisher with each request: needed to fetch anything.
# contact: guidance.lead@example.org

# The hosts that may be contacted, also after a redirect; those of the sources if not given.
# allowed_hosts: [www.nice.org.uk]

# Seconds between two requests to a host, at least 1. A longer crawl delay of the host wins.
# spacing: 1

# Keys for hosts that want one. Only the name of a variable of the environment stands here.
# api_keys:
#   api.example.org: ${GUIDANCE_API_KEY}

# Guidance counts as gone after so many runs in a row in which its source did not serve it.
# absence:
#   runs: 3

# A run in which more than this share of the records, and at least so many, change alike is
# recorded and not announced until somebody has looked.
# hold:
#   share: 0.1
#   at_least: 5

# Days without a good run after which `guidetrack status` says that the store is stale.
# stale_after: 8

# Who is told what. A route is an audience; all that an entry of its watch gives must hold, and
# one entry is enough. References are watched with every number before and after them.
#
# routes:
#   cardiac-team:
#     watch:
#       - references: [IPG75, HTG225]
#       - origin: [IPG]                  # born as IPG, whatever it is called now
#         title: [heart, cardiac]        # one of these words
#       - prefixes: [NG]
#         codes: [K62]                   # K62 covers K62.5
#       - register: register.csv         # whatever this file cites
#     ignore:
#       - kinds: [dates-changed]         # guidetrack explain lists the kinds
#     priority: re-reference             # the lowest: act, review, re-reference or information
#     every: weekly                      # immediately, daily or weekly; act never waits ...
#     weekday: monday
#     hold_act: no                       # ... unless this says yes
#     quiet: england-and-wales           # no messages at weekends and on bank holidays there
#     channels: [cardiac-mail]
#     attach: [csv]                      # a table of it: csv, xlsx, json
#     columns: {Old number: reference_before, New number: reference_after}
#     remind:
#       after: 5                         # working days without an acknowledgement
#       times: 2
#       escalate_to: nice-lead
#   nice-lead:
#     channels: [notices]

# The ways to people. Secrets never stand here, only where they are: ${NAME} for a variable of the
# environment, file:PATH (only its owner may read it), or keyring:SERVICE/NAME.
#
# channels:
#   notices:
#     kind: files
#     folder: notices
#     write: [eml, text, html, jsonl]
#   cardiac-mail:
#     kind: smtp
#     host: smtp.example.org
#     security: starttls                 # starttls, tls or none
#     from: guidance@example.org
#     to: ["${CARDIAC_TEAM}"]
#     user: ${SMTP_USER}
#     password: ${SMTP_PASSWORD}
#   governance-system:
#     kind: webhook                      # signed posts for programs: docs/webhooks.md
#     address: https://hooks.example.org/guidance
#     secret: ${HOOK_SECRET}
#   teams:
#     kind: teams                        # the address of a workflow; slack has one as well
#     address: ${TEAMS_ADDRESS}
#   phone:
#     kind: apprise                      # any other service, with guidetrack[notify]
#     address: ${APPRISE_ADDRESS}
#   feeds:
#     kind: atom                         # a feed for each route, and all.xml
#     folder: feeds
#     address: https://intranet.example.org/feeds/
#   due-dates:
#     kind: calendar                     # your own deadlines for each route, and all.ics
#     folder: calendars

# Who is told that a source failed, a run was held or a channel is dead.
# operator:
#   channels: [notices]
#   heartbeat: weekly                    # never, daily or weekly

# Local deadlines, from your own policy. guidetrack sets none of its own.
# policy:
#   name: New procedures policy
#   calendar: england-and-wales
#   deadlines:
#     - priorities: [act]
#       working_days: 2

# delivery:
#   organisation: Example NHS Trust
#   give_up_after: 60                    # days for which a dead channel is tried again
"""
