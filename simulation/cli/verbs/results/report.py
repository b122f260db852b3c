"""`report`: make the page of results folders again."""

from __future__ import annotations

from pathlib import Path

import click

from simulation.cli.options.param_types import FOLDER
from simulation.cli.run_and_report import build_report, check_screenshots, save_screenshots

DIRECTORY = click.Path(file_okay=False, path_type=Path)


@click.command(short_help="Make the report of results folders again, without running anything.")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The page.  [default: report.html in the folder]",
)
@click.option("--png", type=DIRECTORY, help="Save every picture of the page in this folder, too, as PNG.")
@click.option("--svg", type=DIRECTORY, help="The same as SVG.")
def report(folders: tuple[Path, ...], out: Path | None, png: Path | None, svg: Path | None) -> None:
    """Make the page that compares the scenarios of results FOLDERS; the last line is its path.

    Pictures are saved as id-language.png or .svg, drawn by the page itself in Chromium: they need the extra
    `browser` (playwright), Chromium, and a font with Chinese characters.

    \b
    Example:
      python run.py report results/six-remedies-20250101-120000 -o answer.html --png pictures
    """
    wanted = {format: where for format, where in (("png", png), ("svg", svg)) if where}
    if wanted:
        check_screenshots()
    page = build_report(folders, out or folders[0] / "report.html")
    for format, where in wanted.items():
        save_screenshots(page, where, format)
    click.echo(page)
