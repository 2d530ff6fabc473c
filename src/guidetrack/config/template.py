"""
The `guidetrack.yaml` that `init` writes: every setting, explained, and none needed.
"""

TEMPLATE = """\
# guidetrack: what is watched here, and how. Every line below is optional.

# The folder that holds the snapshots. guidetrack writes there and nowhere else.
store: snapshots

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
"""
