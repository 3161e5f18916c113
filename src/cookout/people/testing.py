"""Synthetic address books, and the short way to bring them in."""

from django.core.files.base import ContentFile

from cookout.core.models import User, WorkState
from cookout.people.models import AddressImport, ImportFile


def vcard(name: str, given: str = "", family: str = "", **properties: str) -> bytes:
    """One card."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}"]
    if given or family:
        lines.append(f"N:{family};{given};;;")
    lines += [f"{key}:{value}" for key, value in properties.items()]
    return "\n".join([*lines, "END:VCARD", ""]).encode()


def receive(keeper: User, *files: bytes) -> AddressImport:
    """A run that waits to be read."""
    uploads = [ContentFile(file, name=f"book{number}.vcf") for number, file in enumerate(files)]
    return AddressImport.receive(uploads, by=keeper)


def carry_out(run: AddressImport) -> AddressImport:
    """What the worker would do next."""
    assert run.claim()
    run.work()
    run.refresh_from_db()
    assert run.work_state == WorkState.DONE, run.failure
    return run


def look(keeper: User, *files: bytes) -> AddressImport:
    """A run that has been read."""
    return carry_out(receive(keeper, *files))


def bring(keeper: User, *files: bytes) -> AddressImport:
    """A run that is in the book."""
    run = look(keeper, *files)
    run.apply(by=keeper)
    return carry_out(run)


def take_back(run: AddressImport) -> AddressImport:
    """Undo a run."""
    run.undo(by=run.keeper)
    return carry_out(run)


def counts(run: AddressImport, position: int | None = None) -> dict[str, int]:
    """The outcomes that are not zero, of one file or of all."""
    files = ImportFile.objects.filter(run=run)
    if position is not None:
        files = files.filter(position=position)
    sums = {name: sum(getattr(file, name) for file in files) for name in ("new", "same", "merge", "unreadable")}
    return {name: number for name, number in sums.items() if number}
