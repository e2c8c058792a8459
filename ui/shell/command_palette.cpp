// The keys that move in the list are taken from the field, so typing and choosing need no change of focus.
#include "ui/shell/command_palette.h"

#include "ui/shell/palette_model.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {
constexpr int paletteWidth = 640;
constexpr int paletteHeight = 420;
} // namespace

CommandPalette::CommandPalette(const Theme& theme, QWidget* window)
    : Popover(theme, window), m_text(new QLineEdit(this)), m_list(new QListView(this)), m_model(new PaletteModel(this))
{
    m_text->setPlaceholderText(tr("Type a command, a path, a request or a trace"));
    m_text->setAccessibleName(tr("Command Palette"));
    m_text->setFont(theme.text(fontSize::section));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, *m_model, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Results"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::m, spacing::m, spacing::m, spacing::m);
    column->setSpacing(spacing::m);
    column->addWidget(m_text);
    column->addWidget(m_list, 1);

    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setPattern(text);
        m_list->setCurrentIndex(m_model->index(0, 0));
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        m_list->setCurrentIndex(index);
        runCurrent();
    });
}

void CommandPalette::open(std::vector<PaletteEntry> entries)
{
    if (isVisible()) {
        dismiss();
        return;
    }
    m_text->clear();
    m_model->setEntries(std::move(entries));
    m_list->setCurrentIndex(m_model->index(0, 0));
    popUp(m_text);
}

QStringList CommandPalette::shownTitles() const
{
    QStringList titles;
    for (int row = 0; row < m_model->rowCount(); ++row)
        titles << m_model->entry(row).title;
    return titles;
}

void CommandPalette::place()
{
    const QWidget* area = parentWidget();
    const int width = std::min(paletteWidth, area->width() - 2 * spacing::xxl);
    const int height = std::min(paletteHeight, area->height() - 4 * spacing::xxl);
    setGeometry((area->width() - width) / 2, std::max(spacing::xxl, area->height() / 8), width, height);
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    dismiss();
    if (!index.isValid())
        return;
    if (const auto run = m_model->entry(index.row()).run)
        run();
}

void CommandPalette::step(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = m_list->currentIndex().row() + rows;
    const int target = std::abs(rows) == 1 ? (row + count) % count : std::clamp(row, 0, count - 1);
    m_list->setCurrentIndex(m_model->index(target, 0));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress)
        return Popover::eventFilter(watched, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(8);
        return true;
    case Qt::Key_PageUp:
        step(-8);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Escape:
        dismiss();
        return true;
    default:
        return false;
    }
}

} // namespace gw::ui
