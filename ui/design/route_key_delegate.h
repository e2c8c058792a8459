// RouteKeyDelegate: paints a route key with its method as a badge, and edits it as text.
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace gw::ui {

class RouteKeyDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RouteKeyDelegate(const Theme& theme, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace gw::ui
