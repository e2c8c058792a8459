// Patching a text: find the edits, apply them, read the result back. Only a text that says exactly what was wanted is
// ever given out; a form that the narrow edits misjudge gets a second, wider try.
#include "core/json/patch.h"

#include "core/json/patch_tree.h"

#include <optional>

namespace gw::json {

namespace {

// `edits` come in the order of the text; nullopt when two of them meet in the same characters.
std::optional<std::string> withEdits(std::string_view text, const std::vector<TextEdit>& edits)
{
    std::string patched;
    std::size_t done = 0;
    for (const TextEdit& edit : edits) {
        if (edit.begin < done)
            return std::nullopt;
        patched.append(text.substr(done, edit.begin - done)).append(edit.text);
        done = edit.end;
    }
    return patched.append(text.substr(done));
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
        std::optional<std::string> patched = withEdits(text, *edits);
        if (!patched)
            continue;
        if (says(*patched, syntax, wanted))
            return std::move(*patched);
        // A "|" text that ends a file keeps its last line break only when the file ends with one.
        if (syntax == Syntax::Yaml && says(patched->append(source.newline()), syntax, wanted))
            return std::move(*patched);
    }
    return cannotPatch(text, syntax);
}

} // namespace gw::json
