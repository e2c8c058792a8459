// Counts brackets of one kind from the cursor outwards.
#include "ui/widgets/bracket_pair.h"

#include <QLatin1String>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace gw::ui {

namespace {

constexpr QLatin1String opening("([{");
constexpr QLatin1String closing(")]}");
constexpr int farthestBlocks = 400;

int indexIn(QLatin1String brackets, QChar c)
{
    for (int i = 0; i < brackets.size(); ++i)
        if (QChar(brackets[i]) == c)
            return i;
    return -1;
}

std::optional<int> partnerAfter(const QTextDocument& document, int position, QChar open, QChar close)
{
    QTextBlock block = document.findBlock(position);
    int at = position - block.position();
    int depth = 0;
    for (int n = 0; block.isValid() && n < farthestBlocks; ++n, block = block.next(), at = 0) {
        const QString text = block.text();
        for (; at < text.size(); ++at) {
            depth += text[at] == open ? 1 : text[at] == close ? -1 : 0;
            if (depth == 0)
                return block.position() + at;
        }
    }
    return std::nullopt;
}

std::optional<int> partnerBefore(const QTextDocument& document, int position, QChar open, QChar close)
{
    QTextBlock block = document.findBlock(position);
    int at = position - block.position();
    int depth = 0;
    for (int n = 0; block.isValid() && n < farthestBlocks; ++n) {
        const QString text = block.text();
        for (; at >= 0; --at) {
            if (at >= text.size())
                continue;
            depth += text[at] == close ? 1 : text[at] == open ? -1 : 0;
            if (depth == 0)
                return block.position() + at;
        }
        block = block.previous();
        at = block.isValid() ? block.length() - 1 : 0;
    }
    return std::nullopt;
}

} // namespace

QChar closingBracketOf(QChar c)
{
    const int kind = indexIn(opening, c);
    return kind < 0 ? QChar() : QChar(closing[kind]);
}

bool isClosingBracket(QChar c)
{
    return indexIn(closing, c) >= 0;
}

std::optional<std::pair<int, int>> bracketPairAt(const QTextCursor& cursor)
{
    const QTextDocument* document = cursor.document();
    if (!document)
        return std::nullopt;
    for (const int position : {cursor.position() - 1, cursor.position()}) {
        const QChar c = position < 0 ? QChar() : document->characterAt(position);
        std::optional<int> partner;
        if (const int kind = indexIn(opening, c); kind >= 0)
            partner = partnerAfter(*document, position, c, QChar(closing[kind]));
        else if (const int other = indexIn(closing, c); other >= 0)
            partner = partnerBefore(*document, position, QChar(opening[other]), c);
        if (partner)
            return std::pair(position, *partner);
    }
    return std::nullopt;
}

} // namespace gw::ui
