// Renaming a state on its card: a line of text over it, Enter applies, Escape leaves.
#include "ui/states/state_graph_impl.h"

#include <QKeyEvent>
#include <QLineEdit>

#include <algorithm>

namespace gw::ui {

void StateGraph::rename()
{
    const int index = m_impl->selectedNode;
    if (!m_impl->isEditable || index < 0 || !m_impl->node(index).state)
        return;
    m_impl->closeEditor(false);
    QRect rect = nodeRect(index);
    rect.setHeight(static_cast<int>(cardHeight * std::max(1.0, m_impl->zoom)));
    auto* editor = new QLineEdit(viewport());
    editor->setAccessibleName(tr("State name"));
    editor->setText(utf8(m_impl->node(index).state->name));
    editor->setProperty("state", m_impl->pointerOf(index));
    editor->setProperty("name", editor->text());
    editor->setMaxLength(static_cast<int>(asl::longestStateName));
    editor->setGeometry(QRect(rect.left(), rect.top() + (rect.height() - 32) / 2, std::max(rect.width(), 160), 32));
    editor->selectAll();
    editor->installEventFilter(this);
    editor->show();
    editor->setFocus();
    m_impl->editor = editor;
}

bool StateGraph::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_impl->editor)
        return QAbstractScrollArea::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        m_impl->closeEditor(true);
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
            m_impl->closeEditor(key != Qt::Key_Escape);
            return true;
        }
    }
    return false;
}

void StateGraph::Impl::closeEditor(bool applies)
{
    if (!editor)
        return;
    QLineEdit* line = editor;
    editor = nullptr;
    const QString name = line->text().trimmed();
    const QString state = line->property("state").toString();
    const bool changed = applies && name != line->property("name").toString();
    line->removeEventFilter(&q);
    line->hide();
    line->deleteLater();
    q.setFocus();
    if (changed)
        emit q.renameRequested(state, name);
}

} // namespace gw::ui
