// Filter line over the list of paths; up and down work from the filter line.
#include "ui/design/move_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace gw::ui {

MoveDialog::MoveDialog(const Theme& theme, const QString& what, const QStringList& targets, QWidget* parent)
    : QDialog(parent), m_targets(targets), m_filter(new QLineEdit), m_list(new QListWidget)
{
    setWindowTitle(tr("Move \"%1\"").arg(what));
    resize(420, 380);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::xl, spacing::xl, spacing::xl, spacing::xl);
    column->setSpacing(spacing::m);
    auto* label = new QLabel(tr("Move it below"));
    label->setBuddy(m_filter);
    column->addWidget(label);
    m_filter->setPlaceholderText(tr("Filter paths"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    column->addWidget(m_filter);
    m_list->setAccessibleName(tr("Paths"));
    m_list->setFont(theme.monospace(fontSize::secondary));
    column->addWidget(m_list, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Move"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QListWidget::itemActivated, this, &QDialog::accept);
    connect(m_filter, &QLineEdit::textChanged, this, &MoveDialog::narrow);
    connect(m_list, &QListWidget::currentRowChanged, buttons,
            [buttons](int row) { buttons->button(QDialogButtonBox::Ok)->setEnabled(row >= 0); });
    narrow({});
    m_filter->setFocus();
}

QString MoveDialog::target() const
{
    return m_list->currentItem() ? m_list->currentItem()->text() : QString();
}

void MoveDialog::narrow(const QString& text)
{
    m_list->clear();
    m_list->addItems(m_targets.filter(text.trimmed(), Qt::CaseInsensitive));
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
}

bool MoveDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown)
            return QCoreApplication::sendEvent(m_list, event);
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace gw::ui
