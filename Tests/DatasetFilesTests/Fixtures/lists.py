"""Makes the CSV files in Lists, and lists.json: the rows that Python's csv module reads in them.

    python3 Tests/DatasetFilesTests/Fixtures/lists.py
"""

import csv
import io
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "Lists"

LISTS = {
    "plain": "filename,label\na.png,cat\nb.png,dog\n",
    "crlf": "filename,label\r\na.png,cat\r\nb.png,dog",
    "returns": "filename,label\ra.png,cat\rb.png,dog\r",
    "blank-lines": "filename,label\n\n\na.png,cat\r\n\r\nb.png,dog\n\n",
    "quotes": 'filename,label\n"a,1.png","a ""big"" cat"\n"","two\nlines"\n"two\r\nmore",""\n""""'
    + ',x"y\n',
    "empty-fields": "filename,label,group\n,,\na,,b\n,\n",
    "other-columns": "index,label,filename\n0,cat,a.png\n1,日本,ü.png\n",
}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    rows = {}
    for name, text in LISTS.items():
        (FOLDER / f"{name}.csv").write_bytes(text.encode())
        reader = csv.reader(io.StringIO(text, newline=""))
        rows[name] = [row for row in reader if row]
    (FOLDER / "lists.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
