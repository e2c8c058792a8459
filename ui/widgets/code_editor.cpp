// The gutter is a child widget over the editor's viewport margin, as Qt's own example does it. Marks and find matches
// are extra selections, so they never touch the text.
#include "ui/widgets/code_editor.h"

#include "ui/widgets/bracket_pair.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/syntax_colors.h"
#include "ui/widgets/text_change.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int indentWidth = 2;
constexpr int markWidth = 10; // room for the dot of a marked line

QString definitionName(CodeEditor::Language language)
{
    switch (language) {
    case CodeEditor::Language::Plain:
        return {};
    case CodeEditor::Language::Json:
        return "JSON";
    case CodeEditor::Language::JsonVariables:
        return "JSON with Variables";
    case CodeEditor::Language::Yaml:
        return "YAML";
    case CodeEditor::Language::Xml:
        return "XML";
    case CodeEditor::Language::Html:
        return "HTML";
    case CodeEditor::Language::JavaScript:
        return "JavaScript";
    case CodeEditor::Language::Python:
        return "Python";
    case CodeEditor::Language::Shell:
        return "Bash";
    case CodeEditor::Language::Css:
        return "CSS";
    case CodeEditor::Language::Http:
        return "HTTP Message";
    case CodeEditor::Language::Template:
        return "API Gateway Template";
    }
    return {};
}

Color colorOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Color::Danger;
    case Severity::Warning:
        return Color::Alert;
    case Severity::Info:
        break;
    }
    return Color::Accent;
}

QString leadingSpace(const QString& line)
{
    int n = 0;
    while (n < line.size() && (line[n] == ' ' || line[n] == '\t'))
        ++n;
    return line.left(n);
}

} // namespace

class LineNumbers final : public QWidget
{
public:
    explicit LineNumbers(CodeEditor* editor) : QWidget(editor), m_editor(editor) {}

protected:
    void paintEvent(QPaintEvent* event) override { m_editor->paintLineNumbers(event); }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }

private:
    CodeEditor* m_editor;
};

CodeEditor::CodeEditor(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent), m_theme(theme), m_syntax(new SyntaxColors(document(), theme)),
      m_gutter(new LineNumbers(this)), m_find(new FindBar(theme, this))
{
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabChangesFocus(false);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::layOut);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::highlight);
    connect(m_find, &FindBar::matchesChanged, this, &CodeEditor::highlight);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (m_find->isVisible())
            highlight();
    });
    connect(&theme, &Theme::changed, this, &CodeEditor::restyle);
    restyle();
}

// The find bar hides when its window goes, and would tell an editor that is half gone.
CodeEditor::~CodeEditor()
{
    delete m_find;
}

void CodeEditor::setLanguage(Language language)
{
    if (language == m_language)
        return;
    m_language = language;
    m_syntax->setLanguageName(definitionName(language));
}

CodeEditor::Language CodeEditor::languageOfFile(const QString& name)
{
    const QString ending = name.section(QLatin1Char('/'), -1).section(QLatin1Char('.'), 1).section('.', -1).toLower();
    if (ending == QLatin1String("py"))
        return Language::Python;
    if (ending == QLatin1String("sh") || name.section(QLatin1Char('/'), -1) == QLatin1String("bootstrap"))
        return Language::Shell;
    for (const char* script : {"js", "mjs", "cjs", "ts", "mts", "cts"})
        if (ending == QLatin1String(script))
            return Language::JavaScript;
    return languageOf(ending);
}

CodeEditor::Language CodeEditor::languageOf(const QString& contentType)
{
    const QString type = contentType.section(';', 0, 0).trimmed().toLower();
    static const std::pair<const char*, Language> endings[] = {
        {"json", Language::Json},
        {"yaml", Language::Yaml},
        {"yml", Language::Yaml},
        {"html", Language::Html},
        {"xml", Language::Xml},
        {"javascript", Language::JavaScript},
        {"ecmascript", Language::JavaScript},
        {"css", Language::Css},
    };
    for (const auto& [ending, language] : endings) {
        if (type.endsWith(QLatin1String(ending)))
            return language;
    }
    return Language::Plain;
}

void CodeEditor::setMarks(std::vector<Mark> marks)
{
    m_marks = std::move(marks);
    highlight();
    m_gutter->update();
}

void CodeEditor::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, block.length() - 1));
    setTextCursor(cursor);
    centerCursor();
}

void CodeEditor::setTintedLines(int first, int last)
{
    m_firstTinted = first;
    m_lastTinted = last;
    highlight();
}

void CodeEditor::revealLines(int first, int last)
{
    constexpr int context = 2; // lines that stay above
    const QTextBlock block = document()->findBlockByNumber(first - 1);
    if (!block.isValid())
        return;
    const int top = firstVisibleBlock().blockNumber() + 1;
    const int shown = std::max(1, viewport()->height() / std::max(1, fontMetrics().lineSpacing()));
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::NextWord);
    setTextCursor(cursor.block() == block ? cursor : QTextCursor(block));
    if (first <= top || last >= top + shown)
        verticalScrollBar()->setValue(std::max(0, first - 1 - context));
    horizontalScrollBar()->setValue(0);
}

QList<QTextEdit::ExtraSelection> CodeEditor::tint() const
{
    QList<QTextEdit::ExtraSelection> lines;
    QTextBlock block = document()->findBlockByNumber(m_firstTinted - 1);
    for (int line = m_firstTinted; line > 0 && line <= m_lastTinted && block.isValid(); ++line, block = block.next()) {
        QTextEdit::ExtraSelection tinted;
        tinted.format.setBackground(blend(m_theme.color(Color::AccentMuted), m_theme.color(Color::Background), 0.5));
        tinted.format.setProperty(QTextFormat::FullWidthSelection, true);
        tinted.cursor = QTextCursor(block);
        lines.append(tinted);
    }
    return lines;
}

QList<QTextEdit::ExtraSelection> CodeEditor::brackets() const
{
    QList<QTextEdit::ExtraSelection> both;
    const auto pair = isReadOnly() || !hasFocus() ? std::nullopt : bracketPairAt(textCursor());
    if (!pair)
        return both;
    for (const int position : {pair->first, pair->second}) {
        QTextEdit::ExtraSelection bracket;
        bracket.format.setBackground(m_theme.color(Color::AccentMuted));
        bracket.cursor = textCursor();
        bracket.cursor.setPosition(position);
        bracket.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        both.append(bracket);
    }
    return both;
}

// Those in sight: a selection's lines are laid out, and a thousand of them far apart take longer than a frame.
QList<QTextEdit::ExtraSelection> CodeEditor::matches() const
{
    QList<QTextEdit::ExtraSelection> all;
    const QTextBlock first = firstVisibleBlock();
    const int shown = viewport()->height() / std::max(1, fontMetrics().lineSpacing()) + 2;
    const QTextBlock end = document()->findBlockByNumber(first.blockNumber() + shown);
    const int last = end.isValid() ? end.position() : document()->characterCount();
    for (const QTextCursor& match : m_find->matchesIn(first.position(), last)) {
        QTextEdit::ExtraSelection found;
        found.format.setBackground(m_theme.color(Color::AlertMuted));
        found.cursor = match;
        all.append(found);
    }
    return all;
}

void CodeEditor::setWordWrap(bool wraps)
{
    setLineWrapMode(wraps ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
}

void CodeEditor::setLineNumbersVisible(bool isVisible)
{
    m_showsLineNumbers = isVisible;
    m_gutter->setVisible(isVisible);
    layOut();
}

void CodeEditor::openFind()
{
    m_find->open();
    layOut();
}

void CodeEditor::updateText(const QString& text)
{
    const TextChange change = changeBetween(toPlainText(), text);
    if (change.isNothing())
        return;
    const int scroll = verticalScrollBar()->value();
    QTextCursor edit(document());
    edit.setPosition(int(change.from));
    edit.setPosition(int(change.from + change.removed), QTextCursor::KeepAnchor);
    edit.insertText(change.inserted);
    verticalScrollBar()->setValue(scroll);
}

void CodeEditor::restyle()
{
    setFont(m_theme.monospace());
    m_gutter->setFont(m_theme.monospace(fontSize::secondary));
    setTabStopDistance(fontMetrics().horizontalAdvance(' ') * indentWidth);
    layOut();
    highlight();
}

int CodeEditor::gutterWidth() const
{
    if (!m_showsLineNumbers)
        return 0;
    const int digits = std::max(2, int(QString::number(blockCount()).size()));
    return markWidth + QFontMetrics(m_gutter->font()).horizontalAdvance('9') * digits + spacing::l;
}

void CodeEditor::layOut()
{
    setViewportMargins(m_showsLineNumbers ? gutterWidth() : spacing::xs, 0, 0, 0);
    const QRect r = contentsRect();
    m_gutter->setGeometry(r.left(), r.top(), gutterWidth(), r.height());
    const QSize bar = m_find->sizeHint();
    const int right = verticalScrollBar()->isVisible() ? verticalScrollBar()->width() : 0;
    const int width = std::min(bar.width(), r.width() - right - spacing::l);
    m_find->setGeometry(r.right() - right - spacing::m - width, r.top() + spacing::m, width, bar.height());
}

void CodeEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    layOut();
    if (m_find->isVisible())
        highlight();
}

void CodeEditor::highlight()
{
    QList<QTextEdit::ExtraSelection> selections = tint();
    if (!isReadOnly()) {
        QTextEdit::ExtraSelection line;
        line.format.setBackground(m_theme.color(Color::BackgroundMuted));
        line.format.setProperty(QTextFormat::FullWidthSelection, true);
        line.cursor = textCursor();
        line.cursor.clearSelection();
        selections.append(line);
    }
    for (const Mark& mark : m_marks) {
        const QTextBlock block = document()->findBlockByNumber(mark.line - 1);
        if (!block.isValid())
            continue;
        QTextEdit::ExtraSelection wave;
        wave.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.format.setUnderlineColor(m_theme.color(colorOf(mark.severity)));
        wave.cursor = QTextCursor(block);
        // A fault at the very end still gets a character to stand under.
        wave.cursor.setPosition(block.position() + std::clamp(mark.column - 1, 0, std::max(0, block.length() - 2)));
        wave.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        selections.append(wave);
    }
    selections.append(brackets());
    selections.append(matches());
    setExtraSelections(selections);
}

void CodeEditor::paintLineNumbers(QPaintEvent* event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), m_theme.color(Color::Background));
    painter.setRenderHint(QPainter::Antialiasing);
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    const int current = textCursor().blockNumber();
    while (block.isValid() && top <= event->rect().bottom()) {
        const int number = block.blockNumber();
        const qreal height = blockBoundingRect(block).height();
        const qreal lineHeight = fontMetrics().lineSpacing();
        painter.setPen(m_theme.color(number == current && !isReadOnly() ? Color::Text : Color::TextSubtle));
        painter.drawText(QRectF(0, top, m_gutter->width() - spacing::m, lineHeight), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(number + 1));
        for (const Mark& mark : m_marks) {
            if (mark.line != number + 1)
                continue;
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(colorOf(mark.severity)));
            painter.drawEllipse(QPointF(markWidth / 2.0 + 1, top + lineHeight / 2), 3, 3);
            break;
        }
        block = block.next();
        top += height;
    }
}

bool CodeEditor::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint inViewport = viewport()->mapFromGlobal(help->globalPos());
        const int line = cursorForPosition({std::max(0, inViewport.x()), inViewport.y()}).blockNumber() + 1;
        QStringList messages;
        for (const Mark& mark : m_marks) {
            if (mark.line == line)
                messages << mark.message;
        }
        QToolTip::showText(help->globalPos(), messages.join('\n'), this);
        return true;
    }
    return QPlainTextEdit::event(event);
}

void CodeEditor::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Find)) {
        openFind();
    } else if (event->key() == Qt::Key_Escape && m_find->isVisible()) {
        m_find->hide();
    } else if (isReadOnly()) {
        QPlainTextEdit::keyPressEvent(event);
    } else if (m_language == Language::Template && closeBracket(*event)) {
        return;
    } else if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier) {
        breakLine();
    } else if (event->key() == Qt::Key_Tab && textCursor().hasSelection()) {
        indentSelection(false);
    } else if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier) {
        const int column = textCursor().positionInBlock();
        insertPlainText(QString(indentWidth - column % indentWidth, ' '));
    } else if (event->key() == Qt::Key_Backtab) {
        indentSelection(true);
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

// In templates an opening bracket brings its closing one, which is typed over.
bool CodeEditor::closeBracket(const QKeyEvent& event)
{
    const QString typed = event.text();
    QTextCursor cursor = textCursor();
    if (typed.size() != 1 || cursor.hasSelection())
        return false;
    const QChar next = document()->characterAt(cursor.position());
    if (isClosingBracket(typed[0]) && next == typed[0]) {
        cursor.movePosition(QTextCursor::NextCharacter);
        setTextCursor(cursor);
        return true;
    }
    const QChar closing = closingBracketOf(typed[0]);
    if (closing.isNull() || !(next.isNull() || next.isSpace() || isClosingBracket(next)))
        return false;
    cursor.insertText(typed + closing);
    cursor.movePosition(QTextCursor::PreviousCharacter);
    setTextCursor(cursor);
    return true;
}

// The new line starts where the old one did, one step deeper after an opening bracket or a YAML key.
void CodeEditor::breakLine()
{
    const QTextCursor cursor = textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    const QString trimmed = before.trimmed();
    const bool opens = trimmed.endsWith('{') || trimmed.endsWith('[') || trimmed.endsWith(':');
    insertPlainText('\n' + leadingSpace(before) + QString(opens ? indentWidth : 0, ' '));
    ensureCursorVisible();
}

void CodeEditor::indentSelection(bool outward)
{
    QTextCursor cursor = textCursor();
    const QTextBlock last = document()->findBlock(cursor.selectionEnd());
    cursor.beginEditBlock();
    for (QTextBlock block = document()->findBlock(cursor.selectionStart()); block.isValid(); block = block.next()) {
        QTextCursor line(block);
        if (!outward)
            line.insertText(QString(indentWidth, ' '));
        for (int i = 0; outward && i < indentWidth && block.text().startsWith(' '); ++i)
            line.deleteChar();
        if (block == last)
            break;
    }
    cursor.endEditBlock();
}

} // namespace gw::ui
