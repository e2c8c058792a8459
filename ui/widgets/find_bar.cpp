// Searches forward and around; counts matches up to a bound, and searches the text as one, many times as fast as line
// by line: a huge document does not freeze typing.
#include "ui/widgets/find_bar.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStringMatcher>
#include <QTextDocument>

#include <algorithm>
#include <limits>
#include <utility>

namespace gw::ui {

namespace {

constexpr int maxMatches = 1000;

QTextCursor cursorOver(const QPlainTextEdit& editor, qsizetype from, qsizetype size)
{
    QTextCursor cursor(editor.document());
    cursor.setPosition(static_cast<int>(from));
    cursor.setPosition(static_cast<int>(from + size), QTextCursor::KeepAnchor);
    return cursor;
}

} // namespace

FindBar::FindBar(const Theme& theme, QPlainTextEdit* editor)
    : QWidget(editor), m_theme(theme), m_editor(editor), m_text(new QLineEdit(this)), m_count(new QLabel(this))
{
    auto* previous = iconButton(theme, "chevron-up", tr("Previous Match"), this, QKeySequence("Shift+Return"));
    auto* next = iconButton(theme, "chevron-down", tr("Next Match"), this, QKeySequence("Return"));
    auto* close = iconButton(theme, "close", tr("Close Find"), this, QKeySequence("Esc"));
    m_text->setPlaceholderText(tr("Find"));
    m_text->setAccessibleName(tr("Find"));
    m_text->setMinimumWidth(180);
    m_count->setMinimumWidth(56);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(spacing::s, spacing::s, spacing::s, spacing::s);
    row->setSpacing(spacing::xs);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(close);
    hide();

    connect(m_text, &QLineEdit::textChanged, this, [this] {
        refresh();
        if (QTextCursor c = m_editor->textCursor(); c.hasSelection()) {
            c.setPosition(c.selectionStart()); // typing goes on from the match it stands on
            m_editor->setTextCursor(c);
        }
        step(false);
    });
    connect(m_editor->document(), &QTextDocument::contentsChange, this, [this] {
        m_isStale = true;
        m_searched.clear();
    });
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(previous, &QToolButton::clicked, this, [this] { step(true); });
    connect(next, &QToolButton::clicked, this, [this] { step(false); });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
}

void FindBar::open()
{
    const QString selected = m_editor->textCursor().selectedText();
    show();
    raise();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_text->setText(selected);
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
    refresh();
}

void FindBar::search()
{
    const QString wanted = m_text->text();
    if (!m_isStale && wanted == m_wanted)
        return;
    if (std::exchange(m_isStale, false))
        m_searched = m_editor->toPlainText();
    m_wanted = wanted;
    m_found.clear();
    if (wanted.isEmpty())
        return;
    const QStringMatcher matcher(wanted, Qt::CaseInsensitive);
    qsizetype at = matcher.indexIn(m_searched);
    for (; at >= 0 && m_found.size() < maxMatches; at = matcher.indexIn(m_searched, at + wanted.size()))
        m_found.append(static_cast<int>(at));
}

QList<QTextCursor> FindBar::matches()
{
    return matchesIn(0, std::numeric_limits<int>::max());
}

QList<QTextCursor> FindBar::matchesIn(int from, int end)
{
    QList<QTextCursor> found;
    if (!isVisible())
        return found;
    search();
    for (auto at = std::lower_bound(m_found.begin(), m_found.end(), from); at != m_found.end() && *at < end; ++at)
        found.append(cursorOver(*m_editor, *at, m_wanted.size()));
    return found;
}

void FindBar::step(bool backward)
{
    search();
    if (m_found.isEmpty())
        return;
    const QTextCursor from = m_editor->textCursor();
    qsizetype at = -1;
    if (!backward)
        at = m_searched.indexOf(m_wanted, from.selectionEnd(), Qt::CaseInsensitive);
    else if (const qsizetype before = from.selectionStart() - m_wanted.size(); before >= 0)
        at = m_searched.lastIndexOf(m_wanted, before, Qt::CaseInsensitive);
    if (at < 0 && backward)
        at = m_searched.lastIndexOf(m_wanted, -1, Qt::CaseInsensitive);
    else if (at < 0)
        at = m_found.front();
    m_editor->setTextCursor(cursorOver(*m_editor, at, m_wanted.size()));
}

void FindBar::refresh()
{
    const auto count = matches().size();
    const QString all = count >= maxMatches ? tr("%1+").arg(maxMatches) : QString::number(count);
    m_count->setText(m_text->text().isEmpty() ? QString() : tr("%1 found").arg(all));
    emit matchesChanged();
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        m_editor->setFocus(Qt::OtherFocusReason);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F3) {
        step(event->modifiers() & Qt::ShiftModifier);
    } else {
        QWidget::keyPressEvent(event);
    }
}

FindBar::~FindBar()
{
    blockSignals(true);
}

void FindBar::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    emit matchesChanged();
}

void FindBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Color::Stroke));
    painter.setBrush(m_theme.color(Color::Surface));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
}

} // namespace gw::ui
