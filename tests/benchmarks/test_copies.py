import json

from benchmarks import copies


def test_the_benchmark_runs_small(tmp_path, capsys):
    figures = tmp_path / "figures.json"
    arguments = ["--half", "tune", "--stored", "20", "40", "--stories", "4"]

    assert copies.main([*arguments, "--json", str(figures)]) == 0
    assert "Copies found" in capsys.readouterr().out
    small, big = json.loads(figures.read_text())
    assert (small["stored"], big["stored"]) == (20, 40)
    assert small["score"]["right"] > 0
    assert small["kinds"] == big["kinds"]
    assert small["score"] == big["score"]
