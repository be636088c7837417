"""What a change of the data does, in words, for a second pair of eyes.

`facts` takes out of drafts what a thief would change, `buildings`, `organizations`, `chats`, `links` and `texts`
compare two sets of them, `comparison` puts the answers in order, `words` writes them down.
"""
