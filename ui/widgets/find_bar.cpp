// Searches forward and around; counts matches up to a bound, so a huge document does not freeze typing.
#include "ui/widgets/find_bar.h"

#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>

namespace gw::ui {

namespace {
constexpr int maxMatches = 1000;
}

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

QList<QTextCursor> FindBar::matches() const
{
    QList<QTextCursor> found;
    if (!isVisible() || m_text->text().isEmpty())
        return found;
    QTextCursor cursor(m_editor->document());
    while (found.size() < maxMatches) {
        cursor = m_editor->document()->find(m_text->text(), cursor);
        if (cursor.isNull())
            break;
        found.append(cursor);
    }
    return found;
}

void FindBar::step(bool backward)
{
    if (m_text->text().isEmpty())
        return;
    const QTextDocument::FindFlags flags = backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (m_editor->find(m_text->text(), flags))
        return;
    const QTextCursor before = m_editor->textCursor();
    m_editor->moveCursor(backward ? QTextCursor::End : QTextCursor::Start);
    if (!m_editor->find(m_text->text(), flags))
        m_editor->setTextCursor(before);
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
