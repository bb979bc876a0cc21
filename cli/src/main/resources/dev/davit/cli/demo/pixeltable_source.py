"""A real Pixeltable deployment for the demo: makes it, goes on inserting, and describes it.

usage: pixeltable_source.py make UPLOADS | changes UPLOADS | insert UPLOADS STOP_FILE | describe FILE | append UPLOADS

Everything happens in $PIXELTABLE_HOME. Pictures are drawn here, no model is needed.
`describe` writes one JSON document: each table's columns, rows, versions and the SHA-256 of every
media file that its rows name; equal documents mean equal deployments.
"""

import hashlib
import json
import os
import pathlib
import sys
import time
import urllib.parse

import numpy as np
import PIL.Image
import pixeltable as pxt
from demo_functions import brightness, shout, small


def picture(uploads: pathlib.Path, n: int) -> str:
    rng = np.random.default_rng(n)
    path = uploads / f'picture-{n}.png'
    if not path.exists():
        PIL.Image.fromarray(rng.integers(0, 255, (64, 64, 3), dtype=np.uint8)).save(path)
    return str(path)


def document(uploads: pathlib.Path, n: int) -> str:
    path = uploads / f'note-{n}.txt'
    path.write_text(f'Note {n}\n\n' + '\n\n'.join(f'Paragraph {i} of note {n}. It says little.' for i in range(4)))
    return str(path)


def rows(uploads: pathlib.Path, first: int, count: int) -> list[dict]:
    return [{'n': n, 'title': f'picture {n}', 'image': picture(uploads, n)} for n in range(first, first + count)]


def make(uploads: pathlib.Path) -> None:
    uploads.mkdir(parents=True, exist_ok=True)
    pxt.create_dir('app', if_exists='ignore')
    pictures = pxt.create_table(
        'app/pictures', {'n': pxt.Required[pxt.Int], 'title': pxt.String, 'image': pxt.Image}, primary_key='n')
    pictures.insert(rows(uploads, 0, 30))
    pictures.add_computed_column(loud=shout(pictures.title))
    pictures.add_computed_column(thumbnail=small(pictures.image))
    pictures.add_computed_column(light=brightness(pictures.image))
    pictures.add_column(remark=pxt.String | None)
    pictures.update({'remark': 'seen'}, where=pictures.n < 5)
    pictures.delete(where=pictures.n == 7)
    pictures.drop_column('remark')

    notes = pxt.create_table('app/notes', {'id': pxt.Int, 'document': pxt.Document, 'payload': pxt.Json})
    notes.insert([
        {'id': n, 'document': document(uploads, n), 'payload': {'tags': ['a', n], 'vector': np.arange(800, dtype=np.int64) * n}}
        for n in range(6)
    ])
    from pixeltable.functions.document import document_splitter
    pxt.create_view('app/paragraphs', notes, iterator=document_splitter(notes.document, separators='paragraph'))
    arrays = pxt.create_table('app/arrays', {'id': pxt.Int, 'data': pxt.Array[(256,), pxt.Float], 'raw': pxt.Binary})
    arrays.insert([
        {'id': n, 'data': np.full((256,), n / 7.0, dtype=np.float32), 'raw': bytes(range(256)) * 8} for n in range(4)
    ])
    pxt.create_snapshot('app/pictures_first', pictures)
    doomed = pxt.create_table('app/doomed', {'image': pxt.Image})
    doomed.insert([{'image': picture(uploads, n)} for n in range(900, 904)])
    doomed.add_computed_column(thumbnail=small(doomed.image))
    pxt.drop_table('app/doomed')


def changes(uploads: pathlib.Path) -> None:
    pictures = pxt.get_table('app/pictures')
    pictures.insert(rows(uploads, 100, 5))
    pictures.update({'title': 'renamed'}, where=pictures.n == 3)
    pictures.delete(where=pictures.n == 9)
    notes = pxt.get_table('app/notes')
    notes.insert([{'id': 50, 'document': document(uploads, 50), 'payload': {'tags': []}}])
    today = pxt.create_table('app/today', {'image': pxt.Image})
    today.insert([{'image': picture(uploads, 200)}])


def insert(uploads: pathlib.Path, stop: pathlib.Path) -> None:
    pictures = pxt.get_table('app/pictures')
    n = 10_000
    while not stop.exists():
        pictures.insert(rows(uploads, n, 2))
        n += 2
        print(f'inserted {n - 10_000}', flush=True)
        time.sleep(0.05)


def append(uploads: pathlib.Path) -> None:
    pictures = pxt.get_table('app/pictures')
    before = pictures.count()
    pictures.insert(rows(uploads, 50_000, 3))
    assert pictures.count() == before + 3
    loud = pictures.where(pictures.n == 50_001).select(pictures.loud, pictures.thumbnail).collect()
    assert loud[0]['loud'] == 'PICTURE 50001!' and loud[0]['thumbnail'].size == (16, 16), loud
    print(json.dumps({'appended': 3}))


def plain(value):
    if isinstance(value, np.ndarray):
        return ['array', str(value.dtype), list(value.shape), hashlib.sha256(value.tobytes()).hexdigest()]
    if isinstance(value, bytes):
        return ['bytes', hashlib.sha256(value).hexdigest()]
    if isinstance(value, PIL.Image.Image):
        return ['image', list(value.size), hashlib.sha256(value.tobytes()).hexdigest()]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)


def file_digest(url: str):
    parsed = urllib.parse.urlparse(url)
    if parsed.scheme not in ('', 'file'):
        return url
    path = urllib.parse.unquote(parsed.path)
    with open(path, 'rb') as fh:
        return hashlib.sha256(fh.read()).hexdigest()


def contents(table) -> dict:
    columns = {name: str(c.get('type_', c.get('type'))) for name, c in table.get_metadata()['columns'].items()}
    media = [n for n, t in columns.items() if any(k in t for k in ('Image', 'Video', 'Audio', 'Document'))]
    exprs = {name: getattr(table, name) for name in columns}
    urls = {f'{name}__url': exprs[name].fileurl for name in media}
    found = []
    for row in table.select(**exprs, **urls).collect():
        cells = {name: plain(row[name]) for name in columns}
        cells.update({key: file_digest(row[key]) if row[key] else None for key in urls})
        found.append(cells)
    found.sort(key=lambda r: json.dumps(r, sort_keys=True))
    return {'columns': columns, 'rows': found, 'count': table.count()}


def describe(target: pathlib.Path) -> None:
    """Every table as it is now and as it was at each of its versions."""
    out = {}
    for path in sorted(pxt.list_tables()):
        table = pxt.get_table(path)
        versions = table.get_versions()
        out[path] = contents(table) | {'versions': [plain(dict(v)) for v in versions]}
        if table.get_metadata()['kind'] == 'table':
            for v in versions:
                out[f"{path}:{v['version']}"] = contents(pxt.get_table(f"{path}:{v['version']}"))
    target.write_text(json.dumps(out, sort_keys=True))


def main() -> int:
    command, *args = sys.argv[1:]
    commands = {'make': make, 'changes': changes, 'insert': insert, 'append': append, 'describe': describe}
    commands[command](*(pathlib.Path(a) for a in args))
    return 0


if __name__ == '__main__':
    raise SystemExit(main())
