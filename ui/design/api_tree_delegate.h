// ApiTreeDelegate: paints the rows of the API tree: icons, method badges, paths in monospace; places the rename editor.
#pragma once

#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace gw::ui {

class ApiTreeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ApiTreeDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    [[nodiscard]] int textLeft(const TreeItem& item, const QRect& row) const;
    [[nodiscard]] QFont fontOf(const TreeItem& item) const;

    const Theme& m_theme;
};

} // namespace gw::ui
