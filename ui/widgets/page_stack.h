// A stack of pages whose height does not follow its width.
#pragma once

#include <QStackedWidget>

namespace gw::ui {

// For pages that scroll or are given what room there is. QStackedWidget asks every page, hidden ones too, how high its text
// becomes for a width, each time something around it is laid out; such a page has no use for the answer.
class PageStack : public QStackedWidget
{
public:
    using QStackedWidget::QStackedWidget;

    [[nodiscard]] bool hasHeightForWidth() const override { return false; }
};

} // namespace gw::ui
