// The status of an execution, or the failure of an event: an icon beside the words.
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace gw::ui {

class ExecutionStatusDelegate final : public QStyledItemDelegate
{
public:
    ExecutionStatusDelegate(const Theme& theme, QObject* parent);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace gw::ui
