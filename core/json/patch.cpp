// Patching a text: find the edits, apply them, and make sure that the result reads as what was wanted, by reading the
// parts that changed or else the whole. Only such a text is ever given out; a form that the narrow edits misjudge gets
// a second, wider try.
#include "core/json/patch.h"

#include "core/json/patch_proof.h"

#include <algorithm>

namespace gw::json {

namespace {

bool meet(const std::vector<TextEdit>& edits)
{
    return std::adjacent_find(edits.begin(), edits.end(),
                              [](const TextEdit& a, const TextEdit& b) { return b.begin < a.end; }) != edits.end();
}

bool says(std::string_view text, Syntax syntax, const Value& wanted)
{
    const Result<Value> read = json::read(text, syntax);
    return read && *read == wanted;
}

tl::unexpected<Diagnostic> cannotPatch(std::string_view text, Syntax syntax)
{
    const bool mayShare = syntax == Syntax::Yaml && text.find('&') != std::string_view::npos;
    Diagnostic d;
    d.rule = "patch-refused";
    d.message = "The change cannot be written into the file without touching other parts of it.";
    d.hint = mayShare ? "Values with an anchor (&name) change wherever an alias (*name) stands; edit the text itself."
                      : "Edit the text of the file itself.";
    return fail(std::move(d));
}

} // namespace

Result<std::string> patchText(std::string_view text, Syntax syntax, const Value& loaded, const Value& wanted)
{
    if (loaded == wanted)
        return std::string(text);
    if (loaded.range().end > text.size())
        return fail("The file's text and what was read from it do not belong together.", "Open the file again.");
    const PatchSource source(text, syntax);
    const PatchStyle style(source, loaded);
    for (const auto reach : {PatchTree::Reach::Narrow, PatchTree::Reach::Wide}) {
        Result<std::vector<TextEdit>> edits = PatchTree(source, style, reach).edits(loaded, wanted);
        if (!edits)
            return fail(std::move(edits.error()));
        if (meet(*edits))
            continue;
        std::string patched = withEdits(source, *edits, 0, text.size());
        if (isProven(source, *edits, loaded, wanted) || says(patched, syntax, wanted))
            return patched;
        // A "|" text that ends a file keeps its last line break only when the file ends with one.
        if (syntax == Syntax::Yaml && says(patched.append(source.newline()), syntax, wanted))
            return patched;
    }
    return cannotPatch(text, syntax);
}

} // namespace gw::json
