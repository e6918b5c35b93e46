"""What was said of a version, thread by thread."""

from django.db.models import Prefetch

from policy.policies.models import Comment, Version


def threads_of(version: Version) -> dict[int | None, tuple[Comment, ...]]:
    """The first comment of each thread by the key of its clause, with its `replies`.

    None has those whose clause was deleted.
    """
    people = ("author__person", "resolved_by__person")
    replies = Prefetch("replies", Comment.objects.select_related(*people))
    first = version.comments.filter(answers=None).select_related(*people).prefetch_related(replies)
    threads: dict[int | None, tuple[Comment, ...]] = {}
    for comment in first:
        threads[comment.clause_id] = (*threads.get(comment.clause_id, ()), comment)
    return threads
