// Shows that edits make a text say what is wanted by reading only the parts they stand in. Reading a document of
// megabytes whole takes longer than anybody wants to wait for a save.
//
// Why a part is enough: a run of neighbouring members, from the line of the first one's key to the line of the next
// key in that column (in JSON: from item to item), begins and ends where the parser is in the same state whatever the
// run holds. If the new run, read alone, is whole members in that column, and all around it stays, then the document
// reads as before but for them. Texts in which that could fail (anchors, which reach beyond their place; directives;
// line breaks that only YAML 1.1 knows) are never taken for proven.
#pragma once

#include "core/json/patch_tree.h"

#include <span>
#include <string>
#include <vector>

namespace gw::json {

inline constexpr std::size_t smallRun = 4096; // bytes: read at once, rather than looking for what is smaller still

// `edits` in the order of the text, none meeting another; `loaded` is what the text says. False: not known, so that the
// whole text must be read.
[[nodiscard]] bool isProven(const PatchSource& source, const std::vector<TextEdit>& edits, const Value& loaded,
                            const Value& wanted, std::size_t readAtOnce = smallRun);

// The text from `begin` to `end` with those of `edits`, all of which lie in there.
[[nodiscard]] std::string withEdits(const PatchSource& source, std::span<const TextEdit> edits, std::size_t begin,
                                    std::size_t end);

} // namespace gw::json
