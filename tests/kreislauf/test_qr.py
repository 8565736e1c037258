import io

import pytest
import typst
import zxingcpp
from PIL import Image

from kreislauf.qr import qr_modules, qr_svg


@pytest.mark.parametrize("text", ["https://kiel.example.org/g/K7QM4XPD9WTZ3HB8", "ÄÖÜ ß 🎂", "x" * 500])
def test_a_scanner_reads_back_what_the_code_says(text: str) -> None:
    page = (
        b'#set page(width: auto, height: auto, margin: 4mm, fill: white)\n#image(bytes(sys.inputs.qr), format: "svg")'
    )

    for svg in (qr_modules(text), str(qr_svg(text))):
        png = typst.compile(page, format="png", ppi=288, sys_inputs={"qr": svg})
        found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
        assert [code.text for code in found] == [text]


def test_the_code_for_a_page_has_a_name_and_no_inline_style() -> None:
    svg = qr_svg("x", label='Code "A" & <B>')

    assert 'role="img" aria-label="Code &quot;A&quot; &amp; &lt;B&gt;"' in svg
    assert "style" not in svg
    assert 'aria-hidden="true"' in qr_svg("x")
