// What several micro-benchmarks work on.
#pragma once

#include "core/api/project.h"
#include "core/json/value.h"

#include <string>
#include <vector>

namespace gw::bench {

// About 1 KiB of JSON with twenty fields and a list, and the schema it keeps to (flow YAML, which is JSON but for
// quotes). bench.py has the same: suite/designs.py.
[[nodiscard]] std::string personBody();
[[nodiscard]] std::string personSchema();

// `count` paths as real APIs have them: a collection and a resource with a parameter in turn, in a hundred groups.
[[nodiscard]] std::vector<std::string> manyPaths(std::size_t count);

// An OpenAPI document of so many operations of about 1 KB each (parameters, a body, answers, references, MOCK
// integrations), as JSON. `edition` changes one description and nothing else.
[[nodiscard]] std::string manyOperations(std::size_t count, int edition = 0);

// The API a document describes, with one stage "dev"; ends the program when it cannot be read.
[[nodiscard]] Api apiOf(const std::string& document);

// Ends the program with a word: a benchmark of what does not work measures nothing.
[[noreturn]] void giveUp(const std::string& what);

} // namespace gw::bench
