"""Pictures made right for a marketplace: turned, in plain colours, in its shape, small enough."""
