// Each line keeps the state its analysis ended in; a line waits for its turn when its text changed, or when the line
// before it ends in another state now.
// The library's themes bring their own palettes; ours has five syntax tokens, whose contrast is tested, so the styles
// are folded onto those.
#include "ui/widgets/syntax_colors.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>

#include <QTextBlock>
#include <QTextCharFormat>
#include <QTextDocument>

#include <algorithm>
#include <optional>

namespace gw::ui {

namespace {

using Style = KSyntaxHighlighting::Theme::TextStyle;

std::optional<Color> tokenOf(Style style)
{
    switch (style) {
    case Style::Keyword:
    case Style::ControlFlow:
    case Style::Constant:
    case Style::BuiltIn:
    case Style::Preprocessor:
    case Style::Import:
        return Color::SyntaxKeyword;
    case Style::String:
    case Style::Char:
    case Style::VerbatimString:
    case Style::SpecialString:
    case Style::Others:
        return Color::SyntaxString;
    case Style::DecVal:
    case Style::BaseN:
    case Style::Float:
    case Style::SpecialChar:
        return Color::SyntaxNumber;
    case Style::Comment:
    case Style::Documentation:
    case Style::Annotation:
    case Style::CommentVar:
    case Style::RegionMarker:
        return Color::SyntaxComment;
    case Style::DataType:
    case Style::Attribute:
    case Style::Function:
    case Style::Variable:
    case Style::Extension:
        return Color::SyntaxKey;
    case Style::Error:
    case Style::Alert:
        return Color::Danger;
    case Style::Warning:
        return Color::Alert;
    case Style::Normal:
    case Style::Operator:
    case Style::Information:
        break;
    }
    return std::nullopt;
}

constexpr int pause = 20; // milliseconds: a text that comes in pieces is whole before it is coloured

struct LineState final : QTextBlockUserData
{
    KSyntaxHighlighting::State end;
    bool waits = true;
};

LineState* stateOf(const QTextBlock& block)
{
    return static_cast<LineState*>(block.userData());
}

bool waits(const QTextBlock& block)
{
    const LineState* state = stateOf(block);
    return !state || state->waits;
}

void letWait(const QTextBlock& block)
{
    if (LineState* state = stateOf(block))
        state->waits = true;
}

// What an input method composes stands in the line without being its text: colours make room for it and leave it its
// own.
void makeRoom(QList<QTextLayout::FormatRange>& formats, const QTextLayout& line)
{
    const int at = line.preeditAreaPosition();
    const int size = static_cast<int>(line.preeditAreaText().size());
    if (size == 0)
        return;
    for (QTextLayout::FormatRange& each : formats) {
        if (each.start >= at)
            each.start += size;
        else if (each.start + each.length > at)
            each.length += size;
    }
    for (const QTextLayout::FormatRange& each : line.formats())
        if (each.start >= at && each.start + each.length <= at + size)
            formats.append(each);
}

} // namespace

SyntaxColors::SyntaxColors(QTextDocument* document, const Theme& theme)
    : QObject(document), m_theme(theme), m_document(document), m_blocks(document->blockCount())
{
    setTheme(theme.syntax().defaultTheme());
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &SyntaxColors::colourSlice);
    connect(document, &QTextDocument::contentsChange, this, &SyntaxColors::textChanged);
    connect(&theme, &Theme::changed, this, &SyntaxColors::colourAnew);
}

void SyntaxColors::setLanguageName(const QString& name)
{
    setDefinition(name.isEmpty() ? KSyntaxHighlighting::Definition() : m_theme.syntax().definitionForName(name));
    colourAnew();
}

void SyntaxColors::colourAnew()
{
    if (!definition().isValid() && !m_isColoured)
        return;
    for (QTextBlock block = m_document->begin(); block.isValid(); block = block.next())
        letWait(block);
    m_first = 0;
    m_last = m_blocks - 1;
    colourSlice();
}

// What is removed may have stood before a line that begins in another state now.
void SyntaxColors::textChanged(int position, int removed, int added)
{
    const int more = m_document->blockCount() - m_blocks;
    m_blocks += more;
    if (!definition().isValid() && !m_isColoured)
        return;
    QTextBlock block = m_document->findBlock(position);
    const QTextBlock end = m_document->findBlock(position + added + (removed > 0 ? 1 : 0));
    const int first = block.blockNumber();
    const int last = end.isValid() ? end.blockNumber() : m_blocks - 1;
    for (int number = first; number <= last && block.isValid(); ++number, block = block.next())
        letWait(block);
    const bool wasDone = isDone();
    m_first = wasDone ? first : std::min(m_first, first);
    m_last = wasDone ? last : std::min(std::max(m_last + std::max(more, 0), last), m_blocks - 1);
    if (m_turn.isActive())
        m_turn.start(pause);
    else
        colourSlice();
}

void SyntaxColors::colourSlice()
{
    qsizetype left = sliceSize;
    QTextBlock block = m_document->findBlockByNumber(m_first);
    for (; block.isValid() && m_first <= m_last && left > 0; ++m_first, block = block.next()) {
        --left;
        if (!waits(block))
            continue;
        left -= block.length();
        if (!colour(block))
            continue;
        letWait(block.next());
        m_last = std::min(std::max(m_last, m_first + 1), m_blocks - 1);
    }
    if (!block.isValid() || isDone()) {
        m_first = 0;
        m_last = -1;
        m_isColoured = definition().isValid();
    } else {
        m_turn.start(0);
    }
}

// Whether the line ends in another state than it did.
bool SyntaxColors::colour(QTextBlock& block)
{
    m_formats.clear();
    LineState* state = stateOf(block);
    const bool isNew = !state;
    if (isNew)
        block.setUserData(state = new LineState); // the block's own from here
    state->waits = false;
    const LineState* before = stateOf(block.previous());
    const KSyntaxHighlighting::State start = before ? before->end : KSyntaxHighlighting::State();
    const KSyntaxHighlighting::State end =
        definition().isValid() ? highlightLine(block.text(), start) : KSyntaxHighlighting::State();
    setFormats(block);
    m_isColoured = true;
    const bool changes = isNew || !(end == state->end);
    state->end = end;
    return changes;
}

// A line that was never shown needs nobody to draw it anew.
void SyntaxColors::setFormats(const QTextBlock& block)
{
    QTextLayout* line = block.layout();
    makeRoom(m_formats, *line);
    if (line->formats() == m_formats)
        return;
    line->setFormats(m_formats);
    if (line->lineCount() > 0)
        m_document->markContentsDirty(block.position(), block.length());
}

void SyntaxColors::applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format)
{
    const auto token = tokenOf(format.textStyle());
    if (!token || length <= 0)
        return;
    QTextCharFormat colored;
    colored.setForeground(m_theme.color(*token));
    m_formats.append(QTextLayout::FormatRange{offset, length, colored});
}

} // namespace gw::ui
