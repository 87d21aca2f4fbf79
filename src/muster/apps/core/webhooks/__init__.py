"""Webhooks: other systems are told what happens here, without a word about any person beyond keys.

The ledger is the outbox: an entry is written in the transaction of the change that it tells of, in order, and holds no
more than keys. So nobody who changes something waits for a webhook, and none is told of what was taken back.
"""
