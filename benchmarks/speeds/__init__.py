"""The parts of the benchmarks of speed: benchmarks.speed and benchmarks.crawl."""
