// A child of the window rather than a popup window: no fight about focus, the same on every platform (as Popover does).
#include "ui/widgets/code_completion.h"

#include "ui/widgets/code_editor.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int listWidth = 420;
constexpr int rowHeight = 26;
constexpr int mostRows = 9;
constexpr int mostTextBefore = 60'000;

class CompletionDelegate final : public QStyledItemDelegate
{
public:
    CompletionDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {listWidth, rowHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
        painter->fillRect(option.rect, m_theme.color(isCurrent ? Color::AccentMuted : Color::Background));
        QRect text = option.rect.adjusted(spacing::m, 0, -spacing::m, 0);
        const QString name = index.data().toString();
        painter->setFont(m_theme.monospace(fontSize::secondary));
        painter->setPen(m_theme.color(Color::Text));
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, name);
        text.setLeft(text.left() + painter->fontMetrics().horizontalAdvance(name) + spacing::xl);
        painter->setFont(m_theme.text(fontSize::secondary));
        painter->setPen(m_theme.color(Color::TextMuted));
        const QString detail = index.data(CompletionModel::detailRole).toString();
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight,
                          painter->fontMetrics().elidedText(detail, Qt::ElideRight, std::max(0, text.width())));
    }

private:
    const Theme& m_theme;
};

QString textBefore(const QTextCursor& cursor)
{
    QTextCursor before(cursor);
    before.setPosition(std::max(0, cursor.position() - mostTextBefore));
    before.setPosition(cursor.position(), QTextCursor::KeepAnchor);
    return before.selectedText().replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
}

} // namespace

CodeCompletion::CodeCompletion(CodeEditor* editor, const Theme& theme)
    : QObject(editor), m_editor(editor), m_model(new CompletionModel(this)), m_list(new QListView(editor))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CompletionDelegate(theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::StyledPanel);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Completions"));
    m_list->hide();
    m_editor->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (isOpen() && !m_isTyping)
            refresh(false);
    });
    connect(m_editor, &QPlainTextEdit::updateRequest, this, [this](const QRect&, int dy) {
        if (dy != 0 && isOpen())
            place();
    });
}

CodeCompletion::~CodeCompletion()
{
    delete m_list; // may be the window's child by now
}

bool CodeCompletion::isOpen() const
{
    return m_list && m_list->isVisible();
}

void CodeCompletion::open()
{
    refresh(true);
}

void CodeCompletion::close()
{
    if (m_list)
        m_list->hide();
}

bool CodeCompletion::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool asks = key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier;
        if (asks || (isOpen() && takesKey(key->key()))) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::KeyPress:
        return pressed(*static_cast<QKeyEvent*>(event));
    case QEvent::FocusOut:
    case QEvent::Hide:
        close();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool CodeCompletion::takesKey(int key)
{
    return key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab ||
           key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
}

// Keys the list does not take go to the editor first; what stands before the cursor then decides.
bool CodeCompletion::pressed(const QKeyEvent& event)
{
    const int key = event.key();
    if (key == Qt::Key_Space && event.modifiers() == Qt::ControlModifier) {
        open();
        return true;
    }
    if (isOpen() && m_isTyping && takesKey(key)) { // keys faster than the list: it catches up first
        m_isTyping = false;
        refresh(false);
    }
    if (isOpen() && takesKey(key)) {
        const int page = mostRows - 1;
        if (key == Qt::Key_Escape)
            close();
        else if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab)
            choose(m_list->currentIndex().row());
        else
            move(key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : key == Qt::Key_PageUp ? -page : page);
        return true;
    }
    const QString typed = event.text();
    const bool begins = typed == QLatin1String("$") || typed == QLatin1String(".") || typed == QLatin1String("'");
    const bool isText = !typed.isEmpty() && (typed.front().isPrint() || key == Qt::Key_Backspace);
    if (begins || (isOpen() && isText)) {
        m_isTyping = true;
        QMetaObject::invokeMethod(
            this,
            [this, begins] {
                m_isTyping = false;
                refresh(begins);
            },
            Qt::QueuedConnection);
    }
    return false;
}

void CodeCompletion::refresh(bool opens)
{
    if (!m_source || m_editor->isReadOnly() || (!opens && !isOpen())) {
        close();
        return;
    }
    Completions found = m_source(textBefore(m_editor->textCursor()));
    const bool isThere = found.items.size() == 1 && found.typed == found.items.front().text.size();
    if (found.items.empty() || isThere) {
        close();
        return;
    }
    m_typed = found.typed;
    m_model->setItems(std::move(found.items));
    m_list->setCurrentIndex(m_model->index(0));
    place();
    m_list->show();
    m_list->raise();
}

void CodeCompletion::place()
{
    QWidget* window = m_editor->window();
    if (m_list->parentWidget() != window)
        m_list->setParent(window);
    const int rows = std::min(m_model->rowCount(), mostRows);
    const QSize size(std::min(listWidth, window->width()), rows * rowHeight + 2 * m_list->frameWidth());
    QTextCursor start = m_editor->textCursor();
    start.movePosition(QTextCursor::PreviousCharacter, QTextCursor::MoveAnchor, m_typed);
    const QRect at = m_editor->cursorRect(start);
    QPoint corner = m_editor->viewport()->mapTo(window, at.bottomLeft()) + QPoint(0, spacing::xxs);
    if (corner.y() + size.height() > window->height())
        corner.setY(m_editor->viewport()->mapTo(window, at.topLeft()).y() - size.height() - spacing::xxs);
    corner.setX(std::clamp(corner.x(), 0, std::max(0, window->width() - size.width())));
    m_list->setGeometry(QRect(corner, size));
}

void CodeCompletion::choose(int row)
{
    close();
    if (row < 0 || row >= m_model->rowCount())
        return;
    const CompletionItem item = m_model->at(row);
    QTextCursor cursor = m_editor->textCursor();
    cursor.beginEditBlock();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor, m_typed);
    cursor.insertText(item.text);
    cursor.endEditBlock();
    cursor.movePosition(QTextCursor::PreviousCharacter, QTextCursor::MoveAnchor, item.cursorBack);
    m_editor->setTextCursor(cursor);
    m_editor->setFocus();
}

void CodeCompletion::move(int by)
{
    const int rows = m_model->rowCount();
    const int row = m_list->currentIndex().row() + by;
    const bool isStep = by == 1 || by == -1;
    m_list->setCurrentIndex(m_model->index(isStep ? (row + rows) % rows : std::clamp(row, 0, rows - 1)));
}

} // namespace gw::ui
