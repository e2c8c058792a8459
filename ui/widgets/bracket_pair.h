// The bracket beside the cursor and its partner, for the code editor's highlight. Bounded, so that moving the cursor in
// a large text stays quick.
#pragma once

#include <QChar>

#include <optional>
#include <utility>

class QTextCursor;

namespace gw::ui {

// Positions in the document; nothing without a bracket at the cursor, or without a partner near enough.
[[nodiscard]] std::optional<std::pair<int, int>> bracketPairAt(const QTextCursor& cursor);
[[nodiscard]] QChar closingBracketOf(QChar opening); // null for other characters
[[nodiscard]] bool isClosingBracket(QChar c);

} // namespace gw::ui
