"""
What grows how: with records, with weeks, with readers, with audiences and with collectors.

Each module measures one kind of growth on small shapes and gives a table with its slope;
`docs/scale.md` shows the tables, and says what they come to for a hundred times as much.
"""
