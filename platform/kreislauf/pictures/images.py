"""Uploaded pictures are encoded anew as WebP files, so that nothing else of the upload is stored."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.pictures.decoder import MAX_JPEG_PIXELS, MAX_PIXELS
from kreislauf.pictures.image_header import START_BYTES, header_size, is_avif, is_heic
from kreislauf.pictures.vector import looks_like_svg

MAX_BYTES = 25 * 1024 * 1024  # what a telephone's largest photo has; settings.UPLOAD_MAX_BYTES leaves room around it
# For a file field. Without HEIC in the list, iPhones send a JPEG instead.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"
ACCEPTED_LOGO = f"image/svg+xml,{ACCEPTED}"
# Each may take decoder.MEMORY_BYTES beside this process, and waits for at most so long before it is refused.
AT_ONCE, PATIENCE_SECONDS = 2, 10
LONGEST_SECONDS = 45
_DECODER = [sys.executable, "-I", "-m", "kreislauf.pictures.decoder"]
_few_at_once = threading.BoundedSemaphore(AT_ONCE)


class ImageRefused(Exception):
    """The upload is not taken; ``sentence`` says why to the person who sent it."""

    sentence: str | Promise = _("Dieses Bild können wir nicht annehmen.")

    def __str__(self) -> str:
        return str(self.sentence)


class EmptyFile(ImageRefused):
    sentence = _("Die Datei ist leer. Bitte wählen Sie das Bild noch einmal aus.")


class TooManyUploads(ImageRefused):
    sentence = _("Von hier kamen gerade sehr viele Bilder. Bitte versuchen Sie es in einer Stunde noch einmal.")


class Busy(ImageRefused):
    sentence = _("Gerade werden viele Bilder hochgeladen. Bitte versuchen Sie es in einer Minute noch einmal.")


class FileTooLarge(ImageRefused):
    sentence = _("Das Bild ist größer als 25 MB. Bitte verkleinern Sie es und versuchen Sie es noch einmal.")


class TooManyPixels(ImageRefused):
    sentence = _(
        "Das Bild hat zu viele Bildpunkte. Bitte speichern Sie es als JPEG oder kleiner, "
        "zum Beispiel 4000 Punkte breit."
    )


class WrongType(ImageRefused):
    sentence = _("Bitte laden Sie ein Foto als JPEG, PNG, WebP oder AVIF hoch.")


class Vector(WrongType):
    sentence = _("SVG-Dateien nehmen wir nicht an. Bitte speichern Sie das Bild als PNG und laden Sie es so hoch.")


class WrongLogo(WrongType):
    sentence = _("Bitte laden Sie das Logo als SVG, PNG, JPEG, WebP oder AVIF hoch.")


class NeedsOtherFiles(ImageRefused):
    sentence = _(
        "In diesem Logo stecken Schriften oder Bilder, die nicht in der Datei liegen. Bitte wandeln Sie Texte in Pfade "
        "um und betten Sie Bilder ein, oder laden Sie das Logo als PNG hoch."
    )


class TooComplex(ImageRefused):
    sentence = _("Dieses Logo ist zu aufwendig gezeichnet. Bitte laden Sie es als PNG hoch.")


class Heic(WrongType):
    sentence = _(
        "HEIC-Fotos vom iPhone nehmen wir nicht an. Laden Sie das Foto direkt vom Telefon hoch, dann wird es dabei zu "
        "JPEG. Am Computer: Foto öffnen und als JPEG exportieren."
    )


class Animated(ImageRefused):
    sentence = _("Bewegte Bilder nehmen wir nicht an. Bitte laden Sie ein Standbild hoch.")


class Damaged(ImageRefused):
    sentence = _("Das Bild ist beschädigt oder unvollständig. Bitte laden Sie es noch einmal hoch.")


_REFUSED_BY_DECODER = {
    refusal.__name__: refusal for refusal in (TooManyPixels, Animated, Damaged, NeedsOtherFiles, TooComplex)
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One size of the picture, in pixels, as WebP bytes."""

    width: int
    height: int
    content: bytes


@dataclass(frozen=True, slots=True)
class AcceptedImage:
    """What is left of an upload: its variants, smallest first, and a name made from what can be seen."""

    digest: str
    variants: tuple[Variant, ...]


def accept_logo(file: IO[bytes]) -> AcceptedImage:
    """The same for a logo, which may be drawn (SVG): it is turned into pixels. Its refusals speak of a logo."""
    try:
        return accept_upload(file, vector=True)
    except WrongType:
        raise WrongLogo from None


def accept_upload(file: IO[bytes], *, vector: bool = False) -> AcceptedImage:
    """Re-encode an upload to WebP in up to three widths, upright, without metadata.

    Refuses with a subclass of ImageRefused before anything large is decoded; for a stranger's upload, see
    ``kreislauf.accounts.uploads``, also before anything is.
    """
    if getattr(file, "too_many", False):
        raise TooManyUploads
    start = _start(file)
    if not (vector and looks_like_svg(start)):
        _refuse_by_header(start, file)
    with _turn(), _for_the_decoder(file) as opened:
        variants = tuple(_decoded(opened))
    digest = hashlib.sha256(variants[-1].content).hexdigest()[:20]
    return AcceptedImage(digest=digest, variants=variants)


def _start(file: IO[bytes]) -> bytes:
    """The first bytes; the rest is read by the decoder's process alone."""
    size = getattr(file, "size", None)
    if (file.seek(0, os.SEEK_END) if size is None else size) > MAX_BYTES:
        raise FileTooLarge
    file.seek(0)
    start = file.read(START_BYTES)
    if not start:
        raise EmptyFile
    return start


@contextmanager
def _turn() -> Iterator[None]:
    """A decoder takes memory and time, so the others wait."""
    if not _few_at_once.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _few_at_once.release()


@contextmanager
def _for_the_decoder(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The upload as an open file that another process can read: Django has the larger ones on the disk already."""
    if isinstance(file, TemporaryUploadedFile):
        with open(file.temporary_file_path(), "rb") as opened:
            yield opened
    else:
        with tempfile.TemporaryFile() as copy:
            file.seek(0)
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy


def _refuse_by_header(start: bytes, file: IO[bytes]) -> None:
    """Type and size in pixels, before a process is started for it."""
    if looks_like_svg(start) or start.startswith(b"\x1f\x8b"):
        raise Vector
    if is_heic(start):
        raise Heic
    if is_avif(start):
        return
    size = header_size(start, file)
    if size is None:
        raise WrongType
    width, height = size
    if width < 1 or height < 1:
        raise Damaged
    if width * height > (MAX_JPEG_PIXELS if start.startswith(b"\xff\xd8") else MAX_PIXELS):
        raise TooManyPixels


def _decoded(file: IO[bytes]) -> Iterator[Variant]:
    """The variants as the decoder's process made them, in an environment without our secrets."""
    try:
        done = subprocess.run(_DECODER, stdin=file, capture_output=True, env={}, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise TooManyPixels from None
    if done.returncode:
        # A signal: the limit of its time (SIGXCPU), or of the machine's memory (SIGKILL); otherwise a decoder's fault.
        raise TooManyPixels if done.returncode < 0 else Damaged
    head, _, content = done.stdout.partition(b"\n")
    answer = json.loads(head)
    if "refused" in answer:
        raise _REFUSED_BY_DECODER[answer["refused"]]
    for width, height, length in answer["variants"]:
        yield Variant(width=width, height=height, content=content[:length])
        content = content[length:]
